package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asaas' payments: a shared token, decimals, times without a zone. */
record AsaasDialect(JsonMapper json, ZoneId zone) implements Dialect {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Override
    public String gateway() {
        return "asaas";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PIX, Method.BOLETO, Method.CREDIT_CARD);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().withUpperCase().formatHex(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var body =
                json.writeValueAsBytes(
                        members(
                                "id",
                                "evt_" + scene.id(),
                                "event",
                                type(scene),
                                "dateCreated",
                                time(scene.at()),
                                "payment",
                                payment(scene)));
        return Letter.json(Map.of("asaas-access-token", secret), body);
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private static String type(Scene scene) {
        return switch (scene.turn()) {
            case ISSUED -> "PAYMENT_CREATED";
            case DECLINED -> "PAYMENT_CREDIT_CARD_CAPTURE_REFUSED";
            case PAID ->
                    scene.sale().method() == Method.CREDIT_CARD
                            ? "PAYMENT_CONFIRMED"
                            : "PAYMENT_RECEIVED";
            case REFUNDED -> "PAYMENT_PARTIALLY_REFUNDED";
            case DISPUTED -> "PAYMENT_CHARGEBACK_REQUESTED";
            case CANCELED -> "PAYMENT_DELETED";
        };
    }

    private Map<String, Object> payment(Scene scene) {
        var sale = scene.sale();
        var payment = members("object", "payment", "id", "pay_" + sale.id());
        payment.put("dateCreated", sale.issued().toString());
        payment.put("customer", "cus_" + sale.who().id());
        payment.put("value", sale.reais());
        payment.put("billingType", sale.method().name());
        payment.put("status", status(sale));
        payment.put("dueDate", sale.due().toString());
        payment.put("originalDueDate", sale.due().toString());
        payment.put("deleted", sale.canceledAt() != null);
        if (sale.paidAt() != null) {
            payment.put("clientPaymentDate", day(sale.paidAt()).toString());
            payment.put("confirmedDate", day(sale.paidAt()).toString());
        }
        if (sale.refunded() > 0) {
            payment.put("refunds", List.of(refund(scene)));
        }
        if (sale.disputedAt() != null) {
            payment.put("chargeback", chargeback(sale, sale.disputedAt()));
        }
        return payment;
    }

    private Map<String, Object> refund(Scene scene) {
        return members(
                "dateCreated", time(scene.at()),
                "status", "DONE",
                "value", Sale.reais(scene.sale().refunded()));
    }

    private Map<String, Object> chargeback(Sale sale, Instant disputed) {
        return members(
                "id",
                "cb_" + sale.id(),
                "status",
                "REQUESTED",
                "disputeStartDate",
                day(disputed).toString(),
                "value",
                sale.reais());
    }

    private static String status(Sale sale) {
        if (sale.disputedAt() != null) {
            return "CHARGEBACK_REQUESTED";
        }
        if (sale.paidAt() == null) {
            return "PENDING";
        }
        return sale.method() == Method.CREDIT_CARD ? "CONFIRMED" : "RECEIVED";
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}

package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mercado Pago's notifications, which only name a payment; its API tells the rest. */
record MercadoPagoDialect(JsonMapper json, ZoneId zone) implements Dialect {

    private static final int ATTEMPTS_MAX = 10;

    @Override
    public String gateway() {
        return "mercadopago";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PIX, Method.BOLETO, Method.CREDIT_CARD);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().formatHex(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var id = Long.toString(payment(scene));
        var body =
                json.writeValueAsBytes(
                        members(
                                "id",
                                Math.abs((long) scene.id().hashCode()),
                                "live_mode",
                                true,
                                "type",
                                "payment",
                                "date_created",
                                scene.at().toString(),
                                "action",
                                scene.turn() == Scene.Turn.ISSUED
                                        ? "payment.created"
                                        : "payment.updated",
                                "data",
                                Map.of("id", id)));
        var headers = Signatures.mercadoPago(secret, id, scene.id(), now.toEpochMilli());
        return new Letter(
                "?data.id=" + id + "&type=payment", MediaType.APPLICATION_JSON, headers, body);
    }

    @Override
    public boolean hasApi() {
        return true;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        var sale = scene.sale();
        var id = payment(scene);
        var payment = members("id", id, "currency_id", "BRL");
        payment.put("date_created", time(sale.issued().atTime(10, 0).atZone(zone).toInstant()));
        payment.put("date_last_updated", time(scene.at()));
        payment.put("date_of_expiration", time(sale.due().atTime(23, 59).atZone(zone).toInstant()));
        payment.put("payment_method_id", methodId(sale.method()));
        payment.put("payment_type_id", typeId(sale.method()));
        payment.put("status", status(scene));
        payment.put("status_detail", detail(scene));
        payment.put("payer", Map.of("id", sale.who().id(), "type", "customer"));
        payment.put("external_reference", sale.id());
        payment.put("transaction_amount", sale.reais());
        payment.put("transaction_amount_refunded", Sale.reais(sale.refunded()));
        payment.put("refunds", refunds(scene));
        if (sale.paidAt() != null) {
            payment.put("date_approved", time(sale.paidAt()));
        }
        return new Told("/v1/payments/" + id, payment);
    }

    /** Each attempt is a payment of its own, the sale their external reference. */
    private static long payment(Scene scene) {
        var before = scene.turn() == Scene.Turn.DECLINED ? 1 : 0;
        return scene.sale().number() * ATTEMPTS_MAX + scene.sale().declines() - before;
    }

    private List<Map<String, Object>> refunds(Scene scene) {
        var sale = scene.sale();
        return sale.refunded() == 0
                ? List.of()
                : List.of(
                        members(
                                "id", payment(scene) + ATTEMPTS_MAX / 2,
                                "payment_id", payment(scene),
                                "amount", Sale.reais(sale.refunded()),
                                "date_created", time(scene.at()),
                                "status", "approved"));
    }

    private static String status(Scene scene) {
        return switch (scene.turn()) {
            case ISSUED -> "pending";
            case DECLINED -> "rejected";
            case PAID, REFUNDED -> "approved";
            case DISPUTED -> "charged_back";
            case CANCELED -> "cancelled";
        };
    }

    private static String detail(Scene scene) {
        return switch (scene.turn()) {
            case ISSUED -> "pending_waiting_transfer";
            case DECLINED -> "cc_rejected_insufficient_amount";
            case PAID -> "accredited";
            case REFUNDED -> "partially_refunded";
            case DISPUTED -> "in_process";
            case CANCELED -> "by_collector";
        };
    }

    private static String methodId(Method method) {
        return switch (method) {
            case BOLETO -> "bolbradesco";
            case CREDIT_CARD -> "visa";
            default -> "pix";
        };
    }

    private static String typeId(Method method) {
        return switch (method) {
            case BOLETO -> "ticket";
            case CREDIT_CARD -> "credit_card";
            default -> "bank_transfer";
        };
    }

    private String time(Instant at) {
        return at.atZone(zone).toOffsetDateTime().toString();
    }
}

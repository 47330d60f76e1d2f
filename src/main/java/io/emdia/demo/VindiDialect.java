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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Vindi's bills; the secret stands in the URL. */
record VindiDialect(JsonMapper json, ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "vindi";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.CREDIT_CARD, Method.PIX);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().formatHex(random);
    }

    /** There are no disputes at Vindi. */
    @Override
    public @Nullable Letter letter(Scene scene, String secret, Instant now) {
        if (scene.turn() == Scene.Turn.DISPUTED) {
            return null;
        }
        var data =
                switch (scene.turn()) {
                    case DECLINED, REFUNDED -> Map.<String, Object>of("charge", charge(scene));
                    case ISSUED, PAID, DISPUTED, CANCELED ->
                            Map.<String, Object>of("bill", bill(scene));
                };
        var event =
                members("type", type(scene.turn()), "created_at", time(scene.at()), "data", data);
        return new Letter(
                "?secret=" + secret,
                MediaType.APPLICATION_JSON,
                Map.of(),
                json.writeValueAsBytes(Map.of("event", event)));
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private static String type(Scene.Turn turn) {
        return switch (turn) {
            case ISSUED -> "bill_created";
            case DECLINED -> "charge_rejected";
            case PAID -> "bill_paid";
            case REFUNDED -> "charge_refunded";
            case DISPUTED -> "bill_seen";
            case CANCELED -> "bill_canceled";
        };
    }

    private Map<String, Object> bill(Scene scene) {
        var sale = scene.sale();
        var bill = members("id", sale.number(), "code", sale.id());
        bill.put("amount", sale.reais().toPlainString());
        bill.put("status", billStatus(sale));
        bill.put("due_at", time(sale.due().atTime(23, 59, 59).atZone(zone).toInstant()));
        bill.put("created_at", time(sale.issued().atTime(10, 0).atZone(zone).toInstant()));
        bill.put("updated_at", time(scene.at()));
        bill.put("charges", List.of(charge(scene)));
        bill.put("customer", Map.of("id", sale.who().id(), "code", sale.who().id()));
        return bill;
    }

    private Map<String, Object> charge(Scene scene) {
        var sale = scene.sale();
        var charge = members("id", sale.number() + 1, "amount", sale.reais().toPlainString());
        charge.put("status", chargeStatus(scene));
        charge.put("due_at", time(sale.due().atTime(23, 59, 59).atZone(zone).toInstant()));
        charge.put("attempt_count", sale.declines());
        charge.put("updated_at", time(scene.at()));
        if (sale.paidAt() != null) {
            charge.put("paid_at", time(sale.paidAt()));
        }
        charge.put("last_transaction", transaction(scene));
        charge.put("payment_method", Map.of("code", sale.method().name().toLowerCase(Locale.ROOT)));
        charge.put("bill", Map.of("id", sale.number(), "code", sale.id()));
        charge.put("customer", Map.of("id", sale.who().id()));
        return charge;
    }

    private Map<String, Object> transaction(Scene scene) {
        var sale = scene.sale();
        var failed = scene.turn() == Scene.Turn.DECLINED;
        var refunded = scene.turn() == Scene.Turn.REFUNDED;
        var amount = refunded ? sale.refunded() : sale.amount();
        return members(
                "id",
                sale.number() * 10 + scene.turn().ordinal() + sale.declines(),
                "transaction_type",
                refunded ? "refund" : "charge",
                "status",
                failed ? "rejected" : "success",
                "amount",
                Sale.reais(amount).toPlainString(),
                "gateway_response_code",
                failed ? "51" : "00",
                "created_at",
                time(scene.at()));
    }

    private static String billStatus(Sale sale) {
        return sale.canceledAt() != null ? "canceled" : sale.paidAt() != null ? "paid" : "pending";
    }

    private static String chargeStatus(Scene scene) {
        return scene.turn() == Scene.Turn.REFUNDED ? "paid" : billStatus(scene.sale());
    }

    private String time(Instant at) {
        return at.atZone(zone).toOffsetDateTime().toString();
    }
}

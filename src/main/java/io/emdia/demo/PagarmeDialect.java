package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pagar.me's charges, with user and password. */
record PagarmeDialect(JsonMapper json, ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "pagarme";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.PIX, Method.BOLETO, Method.CREDIT_CARD);
    }

    @Override
    public String secret(byte[] random) {
        return "emdia:" + HexFormat.of().formatHex(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var body =
                json.writeValueAsBytes(
                        members(
                                "id",
                                "hook_" + scene.id(),
                                "type",
                                type(scene.turn()),
                                "created_at",
                                scene.at().toString(),
                                "data",
                                charge(scene)));
        return Letter.json(Map.of("Authorization", Signatures.basic(secret)), body);
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
            case ISSUED -> "charge.created";
            case DECLINED -> "charge.payment_failed";
            case PAID -> "charge.paid";
            case REFUNDED -> "charge.partial_canceled";
            case DISPUTED -> "charge.chargedback";
            case CANCELED -> "charge.canceled";
        };
    }

    private static String status(Scene.Turn turn) {
        return switch (turn) {
            case ISSUED -> "pending";
            case DECLINED -> "failed";
            case PAID, REFUNDED -> "paid";
            case DISPUTED -> "chargedback";
            case CANCELED -> "canceled";
        };
    }

    private Map<String, Object> charge(Scene scene) {
        var sale = scene.sale();
        var charge = members("id", "ch_" + sale.id(), "code", sale.id());
        charge.put("amount", sale.amount());
        charge.put("status", status(scene.turn()));
        charge.put("currency", "BRL");
        charge.put("payment_method", sale.method().name().toLowerCase(Locale.ROOT));
        charge.put("due_at", sale.due().atTime(23, 59, 59) + "Z");
        charge.put("created_at", sale.issued().atTime(10, 0).atZone(zone).toInstant().toString());
        charge.put("updated_at", scene.at().toString());
        charge.put("customer", Map.of("id", "cus_" + sale.who().id()));
        if (sale.paidAt() != null) {
            charge.put("paid_amount", sale.amount());
            charge.put("paid_at", sale.paidAt().toString());
        }
        if (sale.refunded() > 0) {
            charge.put("canceled_amount", sale.refunded());
        }
        if (sale.canceledAt() != null) {
            charge.put("canceled_at", sale.canceledAt().toString());
        }
        if (scene.turn() == Scene.Turn.DECLINED) {
            charge.put("last_transaction", refusal(scene));
        }
        return charge;
    }

    private static Map<String, Object> refusal(Scene scene) {
        return members(
                "id",
                "tran_" + scene.id(),
                "transaction_type",
                "credit_card",
                "status",
                "not_authorized",
                "success",
                false,
                "created_at",
                scene.at().toString(),
                "acquirer_return_code",
                "1016");
    }
}

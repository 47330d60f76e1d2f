package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PagBank's orders: no event, only what the charge inside is by now. */
record PagBankDialect(JsonMapper json, ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "pagbank";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.BOLETO, Method.PIX);
    }

    @Override
    public String secret(byte[] random) {
        return HexFormat.of().formatHex(random);
    }

    /** Disputes are told elsewhere. */
    @Override
    public @Nullable Letter letter(Scene scene, String secret, Instant now) {
        var sale = scene.sale();
        if (sale.disputedAt() != null) {
            return null;
        }
        var body =
                json.writeValueAsBytes(
                        members(
                                "id",
                                "ORDE_" + sale.id(),
                                "reference_id",
                                sale.id(),
                                "created_at",
                                created(sale),
                                "charges",
                                List.of(charge(scene))));
        return Letter.json(Map.of("x-authenticity-token", Signatures.pagBank(secret, body)), body);
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private Map<String, Object> charge(Scene scene) {
        var sale = scene.sale();
        var charge = members("id", "CHAR_" + sale.id(), "reference_id", sale.id());
        charge.put("status", status(scene));
        charge.put("created_at", created(sale));
        if (sale.paidAt() != null) {
            charge.put("paid_at", sale.paidAt().atZone(zone).toOffsetDateTime().toString());
        }
        charge.put("amount", amount(scene));
        charge.put("payment_method", method(sale));
        return charge;
    }

    private static Map<String, Object> amount(Scene scene) {
        var sale = scene.sale();
        var summary =
                members(
                        "total", sale.amount(),
                        "paid", sale.paid(),
                        "refunded", sale.refunded());
        return members("value", sale.amount(), "currency", "BRL", "summary", summary);
    }

    private static String status(Scene scene) {
        return switch (scene.turn()) {
            case ISSUED -> "WAITING";
            case DECLINED -> "DECLINED";
            case PAID, REFUNDED, DISPUTED -> "PAID";
            case CANCELED -> "CANCELED";
        };
    }

    private static Map<String, Object> method(Sale sale) {
        return sale.method() == Method.PIX
                ? members("type", "PIX")
                : members("type", "BOLETO", "boleto", Map.of("due_date", sale.due().toString()));
    }

    private String created(Sale sale) {
        return sale.issued().atTime(10, 0, 1).atZone(zone).toOffsetDateTime().toString();
    }
}

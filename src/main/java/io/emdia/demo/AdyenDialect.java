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

/** Adyen's notification items, each signed by itself. */
record AdyenDialect(JsonMapper json, ZoneId zone) implements Dialect {

    private static final String ACCOUNT = "EscolaAuroraBoreal";

    @Override
    public String gateway() {
        return "adyen";
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
        var item = item(scene);
        var additional = members("hmacSignature", Signatures.adyen(secret, fields(item)));
        additional.put("recurring.shopperReference", scene.sale().who().id());
        item.put("additionalData", additional);
        var items = List.of(Map.of("NotificationRequestItem", item));
        return Letter.json(
                Map.of(),
                json.writeValueAsBytes(members("live", "true", "notificationItems", items)));
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private Map<String, Object> item(Scene scene) {
        var sale = scene.sale();
        var payment = "P" + sale.number() + "A" + sale.declines();
        var modifies =
                switch (scene.turn()) {
                    case ISSUED, DECLINED, PAID -> false;
                    case REFUNDED, DISPUTED, CANCELED -> true;
                };
        var value = scene.turn() == Scene.Turn.REFUNDED ? sale.refunded() : sale.amount();
        var item = members("amount", members("currency", "BRL", "value", value));
        item.put("eventCode", code(scene.turn()));
        item.put("eventDate", scene.at().atZone(zone).toOffsetDateTime().toString());
        item.put("merchantAccountCode", ACCOUNT);
        item.put("merchantReference", sale.id());
        item.put("paymentMethod", method(sale.method()));
        item.put("pspReference", modifies ? payment + scene.turn().name().charAt(0) : payment);
        item.put("reason", scene.turn() == Scene.Turn.DECLINED ? "Saldo insuficiente" : "");
        item.put("success", scene.turn() == Scene.Turn.DECLINED ? "false" : "true");
        if (modifies) {
            item.put("originalReference", payment);
        }
        return item;
    }

    /** What is signed; see Adyen's "Verify HMAC signatures". */
    private static String fields(Map<String, Object> item) {
        var amount = (Map<?, ?>) item.getOrDefault("amount", Map.of());
        return String.join(
                ":",
                List.of(
                        text(item, "pspReference"),
                        text(item, "originalReference"),
                        text(item, "merchantAccountCode"),
                        text(item, "merchantReference"),
                        String.valueOf(amount.get("value")),
                        String.valueOf(amount.get("currency")),
                        text(item, "eventCode"),
                        text(item, "success")));
    }

    private static String text(Map<String, Object> item, String name) {
        return String.valueOf(item.getOrDefault(name, ""));
    }

    private static String code(Scene.Turn turn) {
        return switch (turn) {
            case ISSUED -> "PENDING";
            case DECLINED, PAID -> "AUTHORISATION";
            case REFUNDED -> "REFUND";
            case DISPUTED -> "CHARGEBACK";
            case CANCELED -> "OFFER_CLOSED";
        };
    }

    private static String method(Method method) {
        return switch (method) {
            case BOLETO -> "boletobancario";
            case CREDIT_CARD -> "visa";
            default -> "pix";
        };
    }
}

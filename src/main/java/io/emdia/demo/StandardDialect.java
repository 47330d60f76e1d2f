package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** The product's own events, signed as Standard Webhooks. */
record StandardDialect(JsonMapper json, ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "standard";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.values());
    }

    @Override
    public String secret(byte[] random) {
        return Signatures.PREFIX + Signatures.base64(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var happening = happening(scene);
        var body = happening.standardBody(json);
        var seconds = now.getEpochSecond();
        return Letter.json(
                Map.of(
                        "webhook-id", happening.id(),
                        "webhook-timestamp", Long.toString(seconds),
                        "webhook-signature",
                                Signatures.standard(secret, happening.id(), seconds, body)),
                body);
    }

    @Override
    public boolean hasApi() {
        return false;
    }

    @Override
    public @Nullable Told told(Scene scene) {
        return null;
    }

    private Happening happening(Scene scene) {
        var sale = scene.sale();
        return switch (scene.turn()) {
            case ISSUED -> event(scene, "charge.upserted", charge(sale));
            case DECLINED -> event(scene, "payment.failed", attempt(scene));
            case PAID -> event(scene, "payment.succeeded", payment(scene));
            case REFUNDED -> event(scene, "refund.succeeded", refund(scene));
            case DISPUTED -> event(scene, "dispute.opened", dispute(scene));
            case CANCELED ->
                    event(
                            scene,
                            "charge.canceled",
                            members("charge_id", sale.id(), "canceled_on", day(scene).toString()));
        };
    }

    private static Map<String, Object> charge(Sale sale) {
        return members(
                "charge_id",
                sale.id(),
                "customer_id",
                sale.who().id(),
                "amount",
                sale.amount(),
                "currency",
                "BRL",
                "method",
                sale.method().code(),
                "issued_on",
                sale.issued().toString(),
                "due_on",
                sale.due().toString());
    }

    private static Map<String, Object> attempt(Scene scene) {
        var sale = scene.sale();
        return members(
                "charge_id", sale.id(),
                "attempt_id", sale.id() + "-a" + sale.declines(),
                "method", sale.method().code(),
                "code", "51",
                "failed_at", scene.at().toString());
    }

    private Map<String, Object> payment(Scene scene) {
        var sale = scene.sale();
        return members(
                "charge_id", sale.id(),
                "payment_id", sale.id() + "-p1",
                "amount", sale.amount(),
                "method", sale.method().code(),
                "paid_on", day(scene).toString());
    }

    private Map<String, Object> refund(Scene scene) {
        var sale = scene.sale();
        return members(
                "charge_id", sale.id(),
                "refund_id", sale.id() + "-r1",
                "payment_id", sale.id() + "-p1",
                "amount", sale.refunded(),
                "refunded_on", day(scene).toString());
    }

    private Map<String, Object> dispute(Scene scene) {
        var sale = scene.sale();
        return members(
                "charge_id", sale.id(),
                "dispute_id", sale.id() + "-d1",
                "payment_id", sale.id() + "-p1",
                "amount", sale.amount(),
                "opened_on", day(scene).toString());
    }

    private LocalDate day(Scene scene) {
        return scene.at().atZone(zone).toLocalDate();
    }

    private static Happening event(Scene scene, String type, Map<String, Object> data) {
        return new Happening(scene.id(), scene.sale().who().id(), type, scene.at(), data);
    }
}

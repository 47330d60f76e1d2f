package io.emdia.demo;

import static io.emdia.demo.Happening.members;

import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stripe's invoices, each with the one charge that pays it. */
record StripeDialect(JsonMapper json, ZoneId zone) implements Dialect {

    @Override
    public String gateway() {
        return "stripe";
    }

    @Override
    public Set<Method> methods() {
        return Set.of(Method.CREDIT_CARD);
    }

    @Override
    public String secret(byte[] random) {
        return Signatures.PREFIX + Signatures.base64(random);
    }

    @Override
    public Letter letter(Scene scene, String secret, Instant now) {
        var body =
                json.writeValueAsBytes(
                        members(
                                "id",
                                "evt_" + scene.id(),
                                "object",
                                "event",
                                "api_version",
                                "2024-06-20",
                                "created",
                                scene.at().getEpochSecond(),
                                "livemode",
                                true,
                                "type",
                                type(scene.turn()),
                                "data",
                                Map.of("object", object(scene))));
        var signature = Signatures.stripe(secret, now.getEpochSecond(), body);
        return Letter.json(Map.of("Stripe-Signature", signature), body);
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
            case ISSUED -> "invoice.finalized";
            case DECLINED -> "invoice.payment_failed";
            case PAID -> "invoice.paid";
            case REFUNDED -> "charge.refunded";
            case DISPUTED -> "charge.dispute.created";
            case CANCELED -> "invoice.voided";
        };
    }

    private Map<String, Object> object(Scene scene) {
        return switch (scene.turn()) {
            case REFUNDED -> charge(scene.sale());
            case DISPUTED -> dispute(scene);
            case ISSUED, DECLINED, PAID, CANCELED -> invoice(scene);
        };
    }

    private Map<String, Object> invoice(Scene scene) {
        var sale = scene.sale();
        var finalized = sale.issued().atStartOfDay(zone).toEpochSecond();
        var transitions = members("finalized_at", finalized);
        if (sale.paidAt() != null) {
            transitions.put("paid_at", sale.paidAt().getEpochSecond());
        }
        if (sale.canceledAt() != null) {
            transitions.put("voided_at", sale.canceledAt().getEpochSecond());
        }
        var invoice = members("id", "in_" + sale.id(), "object", "invoice");
        invoice.put("customer", "cus_" + sale.who().id());
        invoice.put("currency", "brl");
        invoice.put("amount_due", sale.amount());
        invoice.put("amount_paid", sale.paid());
        invoice.put("total", sale.amount());
        invoice.put("created", finalized);
        invoice.put("due_date", sale.due().atTime(23, 59).atZone(zone).toEpochSecond());
        invoice.put("collection_method", "send_invoice");
        invoice.put("payment_settings", Map.of("payment_method_types", List.of("card")));
        invoice.put("status", status(sale));
        invoice.put("attempt_count", sale.declines());
        invoice.put("status_transitions", transitions);
        if (sale.paidAt() != null) {
            invoice.put("charge", "ch_" + sale.id());
        }
        return invoice;
    }

    private static String status(Sale sale) {
        return sale.canceledAt() != null ? "void" : sale.paidAt() != null ? "paid" : "open";
    }

    private static Map<String, Object> charge(Sale sale) {
        return members(
                "id",
                "ch_" + sale.id(),
                "object",
                "charge",
                "invoice",
                "in_" + sale.id(),
                "customer",
                "cus_" + sale.who().id(),
                "amount",
                sale.amount(),
                "amount_captured",
                sale.amount(),
                "amount_refunded",
                sale.refunded(),
                "captured",
                true,
                "paid",
                true,
                "status",
                "succeeded",
                "currency",
                "brl",
                "created",
                sale.paidAt() == null ? 0 : sale.paidAt().getEpochSecond());
    }

    private static Map<String, Object> dispute(Scene scene) {
        var sale = scene.sale();
        return members(
                "id",
                "du_" + sale.id(),
                "object",
                "dispute",
                "charge",
                "ch_" + sale.id(),
                "amount",
                sale.amount(),
                "currency",
                "brl",
                "status",
                "needs_response",
                "created",
                scene.at().getEpochSecond());
    }
}

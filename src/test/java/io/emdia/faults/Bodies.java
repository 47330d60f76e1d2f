package io.emdia.faults;

import io.emdia.ProductClient;
import io.emdia.facts.ChargeFact;
import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.ledger.Ledger;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Reads the bodies that a {@link Book} writes, without a line of the product's own reading. */
final class Bodies {

    private Bodies() {}

    static Ledger.Entry entry(Webhook webhook) {
        var body = ProductClient.JSON.readTree(webhook.body());
        var type = body.get("type").asString();
        var at = Instant.parse(body.get("timestamp").asString());
        var facts = List.of(fact(type, body.get("data")));
        return new Ledger.Entry(
                webhook.merchant(),
                webhook.connection(),
                "standard",
                new Event(webhook.id(), type, at, "", List.copyOf(facts)),
                at);
    }

    private static ChargeFact fact(String type, JsonNode data) {
        var charge = data.get("charge_id").asString();
        return switch (type) {
            case "charge.upserted" -> told(charge, data);
            case "charge.canceled" ->
                    new ChargeFact.ChargeCanceled(charge, day(data, "canceled_on"));
            case "payment.succeeded" -> payment(charge, data);
            case "payment.reversed" ->
                    new ChargeFact.PaymentReversed(
                            charge, data.get("payment_id").asString(), day(data, "reversed_on"));
            case "refund.succeeded" ->
                    new ChargeFact.RefundSucceeded(
                            charge,
                            data.get("refund_id").asString(),
                            null,
                            data.get("amount").asLong(),
                            day(data, "refunded_on"));
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static ChargeFact told(String charge, JsonNode data) {
        return new ChargeFact.ChargeTold(
                charge,
                Member.of(data.get("customer_id").asString()),
                Member.missing(),
                Member.of(data.get("amount").asLong()),
                Member.of(data.get("currency").asString()),
                Member.of(method(data.get("method").asString())),
                Member.of(day(data, "issued_on")),
                data.has("due_on") ? Member.of(day(data, "due_on")) : Member.missing());
    }

    private static ChargeFact payment(String charge, JsonNode data) {
        return new ChargeFact.PaymentSucceeded(
                charge,
                data.get("payment_id").asString(),
                data.get("amount").asLong(),
                null,
                day(data, "paid_on"),
                0,
                0,
                0);
    }

    private static Method method(String code) {
        return Arrays.stream(Method.values())
                .filter(method -> method.name().equalsIgnoreCase(code))
                .findFirst()
                .orElseThrow();
    }

    private static FactDate day(JsonNode data, String member) {
        return new FactDate.OnDay(LocalDate.parse(data.get(member).asString()));
    }
}

package io.emdia.gateways.standard;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;

/** Every type, as told and as understood. */
final class StandardSamples {

    private StandardSamples() {}

    record Told(String type, String data, Fact fact) {}

    static Stream<Told> all() {
        return Stream.of(upserts(), endings(), payments(), returns()).flatMap(told -> told);
    }

    private static Stream<Told> upserts() {
        return Stream.of(
                new Told(
                        "customer.upserted",
                        "{'customer_id':'c1','name':'Ana','email':null,'document':'123'}",
                        new CustomerFact.CustomerTold(
                                "c1",
                                Member.of("Ana"),
                                Member.cleared(),
                                Member.missing(),
                                Member.of("123"))),
                new Told(
                        "subscription.upserted",
                        "{'subscription_id':'s1','customer_id':'c1','plan':'p','amount':9000,"
                                + "'currency':'BRL','interval':'quarter','interval_count':2,"
                                + "'status':'trialing','started_on':'2025-01-01'}",
                        new SubscriptionFact.SubscriptionTold(
                                "s1",
                                Member.of("c1"),
                                Member.of("p"),
                                Member.of(9000L),
                                Member.of("BRL"),
                                Member.of(SubscriptionFact.Interval.QUARTER),
                                Member.of(2),
                                Member.of(SubscriptionFact.Status.TRIALING),
                                Member.of(day("2025-01-01")))),
                new Told(
                        "charge.upserted",
                        "{'charge_id':'h1','customer_id':'c1','amount':0,'currency':'JPY',"
                            + "'method':'pix_automatic','issued_on':'2025-06-01','due_on':null}",
                        new ChargeFact.ChargeTold(
                                "h1",
                                Member.of("c1"),
                                Member.missing(),
                                Member.of(0L),
                                Member.of("JPY"),
                                Member.of(Method.PIX_AUTOMATIC),
                                Member.of(day("2025-06-01")),
                                Member.cleared())));
    }

    private static Stream<Told> endings() {
        return Stream.of(
                new Told(
                        "subscription.canceled",
                        "{'subscription_id':'s1','ends_on':'2025-07-01','reason':'no_card'}",
                        new SubscriptionFact.SubscriptionCanceled(
                                "s1", day("2025-07-01"), SubscriptionFact.CancelReason.NO_CARD)),
                new Told(
                        "charge.canceled",
                        "{'charge_id':'h1','canceled_on':'2025-06-02T23:30:00Z'}",
                        new ChargeFact.ChargeCanceled("h1", at("2025-06-02T23:30:00Z"))),
                new Told(
                        "charge.restored",
                        "{'charge_id':'h1'}",
                        new ChargeFact.ChargeRestored("h1")),
                new Told(
                        "charge.written_off",
                        "{'charge_id':'h1','written_off_on':'2025-06-02'}",
                        new ChargeFact.ChargeWrittenOff("h1", day("2025-06-02"))));
    }

    private static Stream<Told> payments() {
        return Stream.of(
                new Told(
                        "payment.succeeded",
                        "{'charge_id':'h1','payment_id':'p1','amount':100,'method':'pix',"
                                + "'paid_on':'2025-06-02','discount':1,'fine':2,'interest':3}",
                        new ChargeFact.PaymentSucceeded(
                                "h1", "p1", 100, Method.PIX, day("2025-06-02"), 1, 2, 3)),
                new Told(
                        "payment.succeeded",
                        "{'charge_id':'h1','payment_id':'p1','amount':100,"
                                + "'paid_at':'2025-06-02T10:00:00-03:00','fine':null}",
                        new ChargeFact.PaymentSucceeded(
                                "h1", "p1", 100, null, at("2025-06-02T13:00:00Z"), 0, 0, 0)),
                new Told(
                        "payment.reversed",
                        "{'charge_id':'h1','payment_id':'p1','reversed_on':'2025-06-03'}",
                        new ChargeFact.PaymentReversed("h1", "p1", day("2025-06-03"))),
                new Told(
                        "payment.failed",
                        "{'charge_id':'h1','attempt_id':'a1','attempt_number':2,"
                                + "'method':'credit_card','code':'51',"
                                + "'failed_at':'2025-06-03T00:00:00Z'}",
                        new ChargeFact.PaymentFailed(
                                "h1",
                                "a1",
                                2,
                                Method.CREDIT_CARD,
                                "51",
                                Instant.parse("2025-06-03T00:00:00Z"))));
    }

    private static Stream<Told> returns() {
        return Stream.of(
                new Told(
                        "refund.succeeded",
                        "{'charge_id':'h1','refund_id':'r1','amount':5,'refunded_on':'2025-06-04'}",
                        new ChargeFact.RefundSucceeded("h1", "r1", null, 5, day("2025-06-04"))),
                new Told(
                        "refund.failed",
                        "{'charge_id':'h1','refund_id':'r1'}",
                        new ChargeFact.RefundFailed("h1", "r1")),
                new Told(
                        "dispute.opened",
                        "{'charge_id':'h1','dispute_id':'d1','payment_id':'p1','amount':5,"
                                + "'opened_on':'2025-06-05'}",
                        new ChargeFact.DisputeOpened("h1", "d1", "p1", 5, day("2025-06-05"))),
                new Told(
                        "dispute.closed",
                        "{'charge_id':'h1','dispute_id':'d1','outcome':'won',"
                                + "'closed_on':'2025-06-06'}",
                        new ChargeFact.DisputeClosed("h1", "d1", true, day("2025-06-06"))),
                new Told(
                        "dispute.closed",
                        "{'charge_id':'h1','dispute_id':'d1','outcome':'lost',"
                                + "'closed_on':'2025-06-06'}",
                        new ChargeFact.DisputeClosed("h1", "d1", false, day("2025-06-06"))));
    }

    private static FactDate day(String day) {
        return new FactDate.OnDay(LocalDate.parse(day));
    }

    private static FactDate at(String instant) {
        return new FactDate.At(Instant.parse(instant));
    }
}

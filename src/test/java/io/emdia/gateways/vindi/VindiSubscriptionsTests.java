package io.emdia.gateways.vindi;

import static io.emdia.gateways.vindi.VindiBodies.bytes;
import static io.emdia.gateways.vindi.VindiBodies.changed;
import static io.emdia.gateways.vindi.VindiBodies.events;
import static io.emdia.gateways.vindi.VindiBodies.facts;
import static io.emdia.gateways.vindi.VindiBodies.fetched;
import static io.emdia.gateways.vindi.VindiBodies.object;
import static io.emdia.gateways.vindi.VindiBodies.only;
import static io.emdia.gateways.vindi.VindiBodies.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionCanceled;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

class VindiSubscriptionsTests {

    private static final String ID = "730101";
    private static final Instant ASKED = Instant.parse("2026-03-02T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-03-15");

    @Test
    void aWebhookNamesNoPriceSoItIsAskedFor() {
        var reading = (Reading.Events) reading(bytes("subscription-created"));

        assertThat(only(SubscriptionTold.class, reading.events().getFirst().facts()))
                .isEqualTo(
                        new SubscriptionTold(
                                ID,
                                Member.of("7301001"),
                                Member.of("7304"),
                                Member.missing(),
                                Member.of("BRL"),
                                Member.of(Interval.MONTH),
                                Member.of(1),
                                Member.of(Status.ACTIVE),
                                Member.of(new FactDate.OnDay(LocalDate.parse("2026-03-01")))));
        assertThat(reading.lookups())
                .containsExactly(new Lookup(new Resource("subscription", ID), false));
    }

    @ParameterizedTest
    @CsvSource({
        "flat,149.9,3,14990",
        "per_unit,50.0,3,15000",
        "per_unit,50.0,0,0",
        "volume,50.0,3,20000"
    })
    void theApiKnowsThePriceUnlessOnlyABillDoes(
            String schema, String price, int quantity, long amount) {
        var events = new ArrayList<Event>();
        events.addAll(events(bytes("subscription-created")));
        events.addAll(
                events(
                        changed(
                                "bill-created",
                                "bill",
                                "bill_created",
                                at(),
                                it -> it.put("amount", "200.0"))));
        events.addAll(events(fetched("subscription", priced(schema, price, quantity), ASKED)));

        assertThat(Retold.of(events).subscription(ID).version(DAY).amount()).isEqualTo(amount);
        Retold.holdsInAnyOrder(events, 20);
    }

    @Test
    void aDiscountedItemIsPricedByItsBills() {
        var subscription = priced("flat", "10.0", 1);
        var item = (ObjectNode) subscription.withArray("product_items").get(0);
        item.withArray("discounts").addObject().put("percentage", "50.0");

        var told =
                only(
                        SubscriptionTold.class,
                        events(fetched("subscription", subscription, ASKED)).getFirst().facts());
        assertThat(told.amount()).isEqualTo(Member.missing());
    }

    @Test
    void anAnswerAsksNothingMore() {
        var answer = fetched("subscription", object("subscription-created", "subscription"), ASKED);

        assertThat(((Reading.Events) answer).lookups()).isEmpty();
    }

    @Test
    void theNewestBillSaysWhatItCosts() {
        var april =
                changed(
                        "bill-canceled",
                        "bill",
                        "bill_created",
                        "2026-04-01T10:00:02.000-03:00",
                        it -> it.put("amount", "199.9").put("status", "pending"));
        var events = events(bytes("subscription-created"), april, bytes("bill-paid"));

        assertThat(Retold.of(events).subscription(ID).version(DAY).amount()).isEqualTo(19990);
        Retold.holdsInAnyOrder(events, 20);
    }

    @Test
    void aBillAfterTheEndDoesNotReviveIt() {
        var events =
                events(
                        bytes("subscription-created"),
                        bytes("subscription-canceled"),
                        changed(
                                "bill-paid",
                                "bill",
                                "bill_paid",
                                "2026-07-01T10:00:00-03:00",
                                _ -> {}));

        assertThat(Retold.of(events).subscription(ID).endsOn()).isEqualTo("2026-05-20");
    }

    @ParameterizedTest
    @CsvSource({"days,DAY", "weeks,WEEK", "months,MONTH", "years,YEAR"})
    void anIntervalIsOurs(String interval, Interval ours) {
        var body =
                changed(
                        "subscription-created",
                        "subscription",
                        "subscription_created",
                        at(),
                        it -> it.put("interval", interval).put("interval_count", 2));

        var told = only(SubscriptionTold.class, facts(body));
        assertThat(told.interval()).isEqualTo(Member.of(ours));
        assertThat(told.intervalCount()).isEqualTo(Member.of(2));
    }

    @Test
    void anEndIsWhenItSaysOrElseWhenItIsTold() {
        var told =
                changed(
                        "subscription-canceled",
                        "subscription",
                        "subscription_canceled",
                        at(),
                        it -> it.putNull("end_at"));

        assertThat(List.of(end(bytes("subscription-canceled")), end(told)))
                .containsExactly(
                        new FactDate.At(Instant.parse("2026-05-20T19:05:00Z")),
                        new FactDate.At(Instant.parse("2026-03-01T13:00:02Z")));
    }

    private static FactDate end(byte[] body) {
        return only(SubscriptionCanceled.class, facts(body)).endsOn();
    }

    private static String at() {
        return "2026-03-01T10:00:02.000-03:00";
    }

    private static ObjectNode priced(String schema, String price, int quantity) {
        var subscription = object("subscription-created", "subscription");
        var item = (ObjectNode) subscription.withArray("product_items").get(0);
        item.put("quantity", quantity)
                .putObject("pricing_schema")
                .put("price", price)
                .put("schema_type", schema);
        return subscription;
    }
}

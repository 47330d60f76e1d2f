package io.emdia.gateways.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Retold;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class StripeFetchedTests {

    private static final Instant FETCHED = Instant.parse("2026-07-01T12:00:00Z");
    private static final String PAID =
            "{'id':'in_1','object':'invoice','status':'paid','amount_due':500,'amount_paid':500,"
                    + "'currency':'brl','created':1773000000,'customer':'cus_1',"
                    + "'status_transitions':{'finalized_at':1773000000,'paid_at':1773422551}}";
    private static final String CHARGE =
            "{'id':'ch_1','object':'charge','status':'succeeded','amount':500,'currency':'brl',"
                    + "'created':1773422551,'captured':true,'amount_refunded':%d}";

    private final StripeApi api = new StripeApi();

    @ParameterizedTest
    @CsvSource({
        "in_1,/v1/invoices/in_1",
        "pi_1,/v1/payment_intents/pi_1?expand%5B%5D=latest_charge",
        "ch_1,/v1/charges/ch_1",
        "py_1,/v1/charges/py_1"
    })
    void aChargeIsAskedForByItsPrefix(String id, String path) {
        var resource = Objects.requireNonNull(api.ofCharge(id));
        var call = Objects.requireNonNull(api.call(resource, Map.of(), "sk_live_1"));

        assertThat(call.uri()).hasToString("https://api.stripe.com" + path);
        assertThat(call.headers()).containsEntry("authorization", "Bearer sk_live_1");
        assertThat(call.grant()).isNull();
    }

    @Test
    void whatIsNoObjectOfOursIsNotAskedFor() {
        assertThat(api.ofCharge("sub_1")).isNull();
        assertThat(api.ofCharge("x")).isNull();
        assertThat(api.call(new Resource("invoice", "in_1/pay"), Map.of(), "k")).isNull();
        assertThat(api.call(new Resource("customer", "cus_1"), Map.of(), "k")).isNull();
        assertThat(
                        Objects.requireNonNull(
                                        api.call(
                                                new Resource("invoice", "in_1"),
                                                Map.of("api_base_url", "http://127.0.0.1:9/"),
                                                "k"))
                                .uri())
                .hasToString("http://127.0.0.1:9/v1/invoices/in_1");
    }

    @Test
    void aPaidInvoiceIsPaidOnItsDayWheneverItIsAskedFor() {
        var told = Retold.of(events("invoice", "in_1", PAID)).charge("in_1");

        assertThat(told.payments())
                .singleElement()
                .matches(it -> it.paidOn().equals(LocalDate.parse("2026-03-13")));
    }

    @Test
    void aFetchedIntentYieldsToItsEvents() {
        var intent =
                "{'id':'pi_1','object':'payment_intent','status':'succeeded','amount':500,"
                        + "'currency':'brl','created':1772000000,'latest_charge':"
                        + "{'id':'ch_1','created':1772100000}}";
        var event =
                StripeBodies.event(
                        "payment_intent.succeeded",
                        "{'id':'pi_1','amount':500,'currency':'brl','created':1772000000}");
        var both = new ArrayList<>(events("payment_intent", "pi_1", intent));
        both.add(event);

        assertThat(Retold.of(both.subList(0, 1)).charge("pi_1").payments())
                .singleElement()
                .matches(it -> it.paidOn().equals(LocalDate.parse("2026-02-26")));
        assertThat(Retold.of(both).charge("pi_1").payments())
                .singleElement()
                .matches(it -> it.paidOn().equals(LocalDate.parse("2026-03-13")));
        Retold.holdsInAnyOrder(both, 20);
    }

    @Test
    void aFetchedChargeTellsWhatWasRefundedSoFar() {
        var told = Retold.of(events("charge", "ch_1", CHARGE.formatted(200))).charge("ch_1");

        assertThat(refunded(told)).isEqualTo(200);
        assertThat(told.payments()).hasSize(1);
        assertThat(events("charge", "ch_1", CHARGE.formatted(0))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"invoice,in_2", "charge,in_1"})
    void anAnswerThatLiesIsUnreadable(String kind, String id) {
        assertThat(answer(kind, id, PAID)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void aFailedRefundLowersTheTotalsToldBeforeItAndNotThoseAfter() {
        var story = new ArrayList<Event>();
        story.addAll(events("charge", "ch_1", CHARGE.formatted(0)));
        story.add(total(1, 100));
        story.add(total(2, 400));
        story.add(failed(3, 300));

        assertThat(refunded(Retold.of(story).charge("ch_1"))).isEqualTo(100);

        story.add(total(4, 150));
        assertThat(refunded(Retold.of(story).charge("ch_1"))).isEqualTo(150);
        Retold.holdsInAnyOrder(story, 100);
    }

    @Test
    void theRefundThatFailedGoesNotAnotherOne() {
        var story = new ArrayList<Event>();
        story.addAll(events("charge", "ch_1", CHARGE.formatted(0)));
        story.add(total(1, 100));
        story.add(total(2, 400));
        story.add(failed(3, 100));

        assertThat(Retold.of(story).charge("ch_1").refunds())
                .singleElement()
                .matches(it -> it.amount() == 300);
    }

    private static Event total(int day, long total) {
        return StripeBodies.event(
                "evt_t" + day, at(day), "charge.refunded", CHARGE.formatted(total));
    }

    private static Event failed(int day, long amount) {
        var refund = "{'id':'re_1','amount':%d,'currency':'brl','charge':'ch_1','status':'failed'}";
        return StripeBodies.event(
                "evt_f" + day, at(day), "refund.failed", refund.formatted(amount));
    }

    private static long at(int day) {
        return 1773422551L + day * 86_400L;
    }

    private static long refunded(Charge charge) {
        return charge.refundedAmount(LocalDate.of(2027, 1, 1));
    }

    private static List<Event> events(String kind, String id, String body) {
        return ((Reading.Events) answer(kind, id, body)).events();
    }

    private static Reading answer(String kind, String id, String body) {
        var fetched = new Fetched(new Resource(kind, id), FETCHED);
        var json = body.replace('\'', '"').getBytes(UTF_8);
        return new StripeGateway().read(fetched.with(json), Map.of());
    }
}

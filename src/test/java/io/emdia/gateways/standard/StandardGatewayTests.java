package io.emdia.gateways.standard;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class StandardGatewayTests {

    private static final String AT = "2025-06-10T09:30:00.123456789-03:00";

    private final StandardGateway gateway = new StandardGateway();

    record Told(String type, String data, Fact fact) {}

    static Stream<Told> everyType() {
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
                        "subscription.canceled",
                        "{'subscription_id':'s1','ends_on':'2025-07-01','reason':'no_card'}",
                        new SubscriptionFact.SubscriptionCanceled(
                                "s1", day("2025-07-01"), SubscriptionFact.CancelReason.NO_CARD)),
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
                                Member.cleared())),
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
                        new ChargeFact.ChargeWrittenOff("h1", day("2025-06-02"))),
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
                                Instant.parse("2025-06-03T00:00:00Z"))),
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

    @ParameterizedTest
    @MethodSource("everyType")
    void readsEveryType(Told told) {
        assertThat(event(told.type(), told.data()).facts()).containsExactly(told.fact());
    }

    @Test
    void theSamplesHoldEveryType() {
        assertThat(everyType().map(Told::type))
                .containsAll(StandardFacts.BY_TYPE.keySet())
                .hasSizeGreaterThanOrEqualTo(14);
    }

    @Test
    void theEventIsTheMessage() {
        var body = envelope("charge.restored", "{'charge_id':'h1'}");

        var event = event(body);

        assertThat(event.id()).isEqualTo("msg_1");
        assertThat(event.type()).isEqualTo("charge.restored");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2025-06-10T12:30:00.123456Z"));
        assertThat(event.digest()).isEqualTo(Digests.sha256Hex(body.getBytes(UTF_8)));
    }

    @Test
    void upsertsNeedNothingButTheirId() {
        var charge = (ChargeFact.ChargeTold) fact("charge.upserted", "{'charge_id':'h1'}");

        assertThat(charge.amount()).isEqualTo(Member.missing());
        assertThat(event("subscription.upserted", "{'subscription_id':'s1'}").facts()).hasSize(1);
        assertThat(event("customer.upserted", "{'customer_id':'c1'}").facts()).hasSize(1);
    }

    @Test
    void anUnknownTypeIsAnEventWithoutFacts() {
        assertThat(event("invoice.printed", "{'whatever':1}").facts()).isEmpty();
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(event("charge.restored", "{'charge_id':'h1','more':{'x':[1]}}").facts())
                .containsExactly(new ChargeFact.ChargeRestored("h1"));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void everyMemberOfAWrongTypeIsNamed(Told told) {
        var members = told.data().split("'(?=:)");
        for (var index = 0; index < members.length - 1; index++) {
            var name = members[index].substring(members[index].lastIndexOf('\'') + 1);
            var data = told.data().replaceFirst("'" + name + "':[^,}]+", "'" + name + "':[7]");

            assertThat(reason(envelope(told.type(), data))).startsWith("data." + name + " ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payment.succeeded|{'charge_id':'h1','payment_id':'p1','paid_on':'2025-06-02'}|"
                        + "data.amount",
                "payment.succeeded|{'charge_id':'h1','payment_id':'p1','amount':1}|data.paid_on",
                "payment.succeeded|{'payment_id':'p1','amount':1,'paid_on':'2025-06-02'}|"
                        + "data.charge_id",
                "charge.upserted|{'charge_id':'h1','amount':-1}|data.amount",
                "charge.upserted|{'charge_id':'h1','amount':1.5}|data.amount",
                "charge.upserted|{'charge_id':'h1','amount':'100'}|data.amount",
                "charge.upserted|{'charge_id':'h1','amount':1000000000000001}|data.amount",
                "charge.upserted|{'charge_id':'h1','amount':99999999999999999999999}|data.amount",
                "charge.upserted|{'charge_id':'h1','amount':1e400000000}|data.amount",
                "charge.upserted|{'charge_id':'h1','currency':'ZZZ'}|data.currency",
                "charge.upserted|{'charge_id':'h1','method':'gold'}|data.method",
                "charge.upserted|{'charge_id':'h1','due_on':'2025-02-30'}|data.due_on",
                "charge.upserted|{'charge_id':'h1','due_on':'2025-06-01T00:00:00Z'}|data.due_on",
                "charge.upserted|{'charge_id':'h1','due_on':'+999999999-01-01'}|data.due_on",
                "charge.upserted|{'charge_id':'h1','due_on':'0001-01-01'}|data.due_on",
                "charge.upserted|{'charge_id':''}|data.charge_id",
                "charge.upserted|{'charge_id':null}|data.charge_id",
                "charge.upserted|{'charge_id':'a\\u0000b'}|data.charge_id",
                "charge.upserted|{'charge_id':'a\\nb'}|data.charge_id",
                "charge.upserted|{'charge_id':'a\\ud800b'}|data.charge_id",
                "customer.upserted|{'customer_id':'c1','name':'a\\u0000b'}|data.name",
                "subscription.upserted|{'subscription_id':'s1','interval_count':0}|"
                        + "data.interval_count",
                "dispute.closed|{'charge_id':'h1','dispute_id':'d1','closed_on':'2025-06-06'}|"
                        + "data.outcome"
            })
    void whatATypeCannotHoldIsNamed(String type, String data, String member) {
        assertThat(reason(envelope(type, data))).startsWith(member + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "7",
                "{",
                "{}",
                "{'type':'charge.restored','timestamp':'2025-06-10T09:30:00Z'}",
                "{'type':'charge.restored','data':{'charge_id':'h1'}}",
                "{'timestamp':'2025-06-10T09:30:00Z','data':{'charge_id':'h1'}}",
                "{'type':'charge.restored','timestamp':'2025-06-10','data':{'charge_id':'h1'}}",
                "{'type':'charge.restored','timestamp':'2025-06-10T09:30:00Z','data':[]}",
                "{'type':'a','type':'b','timestamp':'2025-06-10T09:30:00Z','data':{}}"
            })
    void aBodyThatIsNoEnvelopeIsUnreadable(String body) {
        assertThat(reason(body.replace('\'', '"'))).isNotBlank();
    }

    @Test
    void deepAndLongBodiesAreUnreadable() {
        var deep = "{'charge_id':" + "[".repeat(5000) + "]".repeat(5000) + "}";
        var longId = "{'charge_id':'" + "x".repeat(256) + "'}";
        var longName = "{'customer_id':'c1','name':'" + "x".repeat(1001) + "'}";

        assertThat(reason(envelope("charge.restored", deep))).startsWith("body ");
        assertThat(reason(envelope("charge.restored", longId))).startsWith("data.charge_id ");
        assertThat(reason(envelope("customer.upserted", longName))).startsWith("data.name ");
    }

    @Test
    void aReasonHoldsNothingOfTheBody() {
        var data = "{'charge_id':'h1','amount':'ana@example.com'}";

        assertThat(reason(envelope("charge.upserted", data))).doesNotContain("ana", "h1");
    }

    @Test
    void keepsTheMessageIdAndNothingElse() {
        assertThat(gateway.keptHeaders()).containsExactly("webhook-id");
        assertThat(gateway.acceptedBody()).isEmpty();
        assertThat(gateway.name()).isEqualTo("standard");
    }

    private Fact fact(String type, String data) {
        return event(type, data).facts().getFirst();
    }

    private Event event(String type, String data) {
        return event(envelope(type, data));
    }

    private Event event(String body) {
        var reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events().getFirst();
    }

    private String reason(String body) {
        var reading = read(body);
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).reason();
    }

    private Reading read(String body) {
        var headers = Map.of("webhook-id", List.of("msg_1"));
        return gateway.read(new Arrival(headers, Map.of(), body.getBytes(UTF_8)), Map.of());
    }

    private static String envelope(String type, String data) {
        return "{'type':'%s','timestamp':'%s','data':%s}"
                .formatted(type, AT, data)
                .replace('\'', '"');
    }

    private static FactDate day(String day) {
        return new FactDate.OnDay(LocalDate.parse(day));
    }

    private static FactDate at(String instant) {
        return new FactDate.At(Instant.parse(instant));
    }
}

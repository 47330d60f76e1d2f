package io.emdia.gateways.standard;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Reading;
import io.emdia.gateways.standard.StandardSamples.Told;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class StandardGatewayTests {

    private static final String AT = "2025-06-10T09:30:00.123456789-03:00";

    private final StandardGateway gateway = new StandardGateway();

    static Stream<Told> everyType() {
        return StandardSamples.all();
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
        assertThat(event("invoice.printed", "null").facts()).isEmpty();
        assertThat(event("invoice.printed", "[1]").facts()).isEmpty();
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
}

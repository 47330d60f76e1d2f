package io.emdia.gateways.pagbank;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bodies as PagBank sends them, and what the gateway reads out of them. */
final class PagbankBodies {

    static final String CREATED = "2026-04-10T06:01:10.000-03:00";

    private PagbankBodies() {}

    static byte[] bytes(String name) {
        var path = "/pagbank/" + name;
        try (var body = PagbankBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Event sample(String name) {
        return events(bytes(name + ".json")).getFirst();
    }

    /** A charge of 14990 on a card, written with single quotes. */
    static String charge(String id, String status, long paid, long refunded, String more) {
        return "{'id':'%s','reference_id':'COB-1','status':'%s','created_at':'%s',"
                        .formatted(id, status, CREATED)
                + "'amount':{'value':14990,'currency':'BRL','summary':"
                + "{'total':14990,'paid':%d,'refunded':%d}},".formatted(paid, refunded)
                + "'payment_response':{'code':'10002'},'payment_method':{'type':'CREDIT_CARD'}"
                + more
                + "}";
    }

    static byte[] order(String id, String... charges) {
        return "{'id':'%s','reference_id':'COB-1','created_at':'2026-04-01T10:00:00-03:00',"
                .formatted(id)
                .concat("'customer':{'name':'Ana','tax_id':'12345678909'},'charges':[")
                .concat(String.join(",", charges) + "]}")
                .replace('\'', '"')
                .getBytes(UTF_8);
    }

    static byte[] alone(String charge) {
        return charge.replace('\'', '"').getBytes(UTF_8);
    }

    static List<Fact> facts(byte[] body) {
        return events(body).getFirst().facts();
    }

    static List<Event> events(byte[] body) {
        var reading = reading(body);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    static Reading reading(byte[] body) {
        return new PagbankGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

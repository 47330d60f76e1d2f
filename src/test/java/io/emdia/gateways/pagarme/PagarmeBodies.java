package io.emdia.gateways.pagarme;

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

/** Bodies as Pagar.me sends them, and what the gateway reads out of them. */
final class PagarmeBodies {

    static final String AT = "2026-04-12T09:00:00Z";

    private PagarmeBodies() {}

    static byte[] bytes(String name) {
        var path = "/pagarme/" + name + ".json";
        try (var body = PagarmeBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Event sample(String name) {
        return event(bytes(name));
    }

    /** An event around data written with single quotes. */
    static byte[] body(String id, String type, String at, String data) {
        return "{'id':'%s','account':{'id':'acc_1'},'type':'%s','created_at':'%s','data':%s}"
                .formatted(id, type, at, data)
                .replace('\'', '"')
                .getBytes(UTF_8);
    }

    /** A charge of 14990 created on 1 April, with these members besides. */
    static String charge(String status, String more) {
        return "{'id':'ch_1','amount':14990,'status':'%s','payment_method':'credit_card',"
                        .formatted(status)
                + "'created_at':'2026-04-01T13:00:00','updated_at':'2026-04-12T09:00:00.1234567Z'"
                + more
                + "}";
    }

    static List<Fact> facts(String type, String data) {
        return event(body("hook_1", type, AT, data)).facts();
    }

    static Event event(byte[] body) {
        var reading = reading(body);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events().getFirst();
    }

    static Reading reading(byte[] body) {
        return new PagarmeGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

package io.emdia.gateways.stripe;

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

/** Bodies as Stripe sends them, and what the gateway reads out of them. */
final class StripeBodies {

    private StripeBodies() {}

    static byte[] bytes(String name) {
        var path = "/stripe/" + name + ".json";
        try (var body = StripeBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Event sample(String name) {
        return read(bytes(name));
    }

    /** An event around an object written with single quotes. */
    static Event event(String type, String object) {
        return read(body(type, object));
    }

    static List<Fact> facts(String type, String object) {
        return event(type, object).facts();
    }

    static String reason(String type, String object) {
        var reading = reading(body(type, object));
        assertThat(reading).isInstanceOf(Reading.Unreadable.class);
        return ((Reading.Unreadable) reading).reason();
    }

    static Reading reading(byte[] body) {
        return new StripeGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    private static Event read(byte[] body) {
        var reading = reading(body);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events().getFirst();
    }

    /** An event of its own id and second. */
    static Event event(String id, long created, String type, String object) {
        return read(body(id, created, type, object));
    }

    private static byte[] body(String type, String object) {
        return body("evt_1", 1773422551, type, object);
    }

    private static byte[] body(String id, long created, String type, String object) {
        return "{'id':'%s','object':'event','created':%d,'type':'%s','data':{'object':%s}}"
                .formatted(id, created, type, object)
                .replace('\'', '"')
                .getBytes(UTF_8);
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

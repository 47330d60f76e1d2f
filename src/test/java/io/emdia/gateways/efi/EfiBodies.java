package io.emdia.gateways.efi;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Bodies as Efí sends and answers them, and what is read out of them. */
final class EfiBodies {

    static final Instant FETCHED = Instant.parse("2026-07-01T12:00:00Z");

    private EfiBodies() {}

    static byte[] bytes(String name) {
        var path = "/efi/" + name;
        try (var body = EfiBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Reading webhook(byte[] body) {
        return new EfiGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    static Reading answer(String kind, String id, String body) {
        var fetched = new Fetched(new Resource(kind, id), FETCHED);
        var json = body.replace('\'', '"').getBytes(UTF_8);
        return new EfiGateway().read(fetched.with(json), Map.of());
    }

    static Reading.Events events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return (Reading.Events) reading;
    }

    /** Pix written with single quotes, as one body. */
    static List<Event> pix(String... elements) {
        var body = "{'pix':[" + String.join(",", elements) + "]}";
        return events(webhook(body.replace('\'', '"').getBytes(UTF_8))).events();
    }

    static List<Event> history(String entries) {
        return events(answer("notification", "token", "{'code':200,'data':[" + entries + "]}"))
                .events();
    }

    static List<Event> charge(String id, String members) {
        return events(answer("charge", id, "{'code':200,'data':{" + members + "}}")).events();
    }

    static <T extends Fact> List<T> all(Class<T> kind, List<Event> events) {
        return events.stream()
                .flatMap(event -> event.facts().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

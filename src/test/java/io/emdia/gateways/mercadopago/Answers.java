package io.emdia.gateways.mercadopago;

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

/** Notifications and resources as Mercado Pago sends them, and what is read out of them. */
final class Answers {

    static final Instant FETCHED = Instant.parse("2026-07-01T12:00:00Z");

    private Answers() {}

    static byte[] bytes(String name) {
        var path = "/mercadopago/" + name + ".json";
        try (var body = Answers.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String name) {
        return new String(bytes(name), UTF_8);
    }

    static Reading notice(byte[] body, String signedId) {
        var arrival = new Arrival(Map.of(), Map.of("data.id", List.of(signedId)), body);
        return new MercadoPagoGateway().read(arrival, Map.of());
    }

    static Reading answer(String kind, String id, String body) {
        var fetched = new Fetched(new Resource(kind, id), FETCHED);
        return new MercadoPagoGateway().read(fetched.with(body.getBytes(UTF_8)), Map.of());
    }

    static Reading.Events events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return (Reading.Events) reading;
    }

    static List<Event> payment(String id, String body) {
        return events(answer("payment", id, body)).events();
    }

    static List<Event> sample(String kind, String id, String name) {
        return events(answer(kind, id, text(name))).events();
    }

    static <T extends Fact> List<T> all(Class<T> kind, List<Event> events) {
        return events.stream()
                .flatMap(event -> event.facts().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

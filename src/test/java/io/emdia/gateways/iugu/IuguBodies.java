package io.emdia.gateways.iugu;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Bodies as Iugu sends and answers them, and what the gateway reads out of them. */
final class IuguBodies {

    static final Instant ASKED = Instant.parse("2026-06-10T12:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private IuguBodies() {}

    static byte[] bytes(String file) {
        var path = "/iugu/" + file;
        try (var body = IuguBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static byte[] form(String sample) {
        return bytes(sample + ".txt");
    }

    /** Pairs of a form, written {@code id=1&status=paid}, all of them about {@code data}. */
    static byte[] form(String event, String pairs) {
        var data = pairs.replaceAll("(^|&)([a-z_]+)=", "$1data%5B$2%5D=");
        return ("event=" + event + "&" + data).getBytes(UTF_8);
    }

    static ObjectNode answer(String sample) {
        return (ObjectNode) JSON.readTree(bytes(sample + ".json"));
    }

    static Reading reading(byte[] body) {
        return new IuguGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    static Reading fetched(Resource resource, ObjectNode answer) {
        return fetched(resource, answer, ASKED);
    }

    static Reading fetched(Resource resource, ObjectNode answer, Instant at) {
        var arrival = new Fetched(resource, at).with(answer.toString().getBytes(UTF_8));
        return new IuguGateway().read(arrival, Map.of());
    }

    /** What the API answers for an invoice. */
    static List<Event> invoice(ObjectNode answer) {
        return events(fetched(new Resource("invoice", "any"), answer));
    }

    static List<Event> events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    static List<Event> events(byte[]... bodies) {
        return Stream.of(bodies).flatMap(body -> events(reading(body)).stream()).toList();
    }

    @SafeVarargs
    static List<Event> all(List<Event>... events) {
        return Stream.of(events).flatMap(List::stream).toList();
    }

    static List<Fact> facts(byte[] body) {
        return events(body).getFirst().facts();
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

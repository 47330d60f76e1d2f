package io.emdia.gateways.vindi;

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
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Bodies as Vindi sends them, and what the gateway reads out of them. */
final class VindiBodies {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private VindiBodies() {}

    static byte[] bytes(String name) {
        var path = "/vindi/" + name + ".json";
        try (var body = VindiBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The bill, charge or subscription of a sample. */
    static ObjectNode object(String sample, String kind) {
        var object = JSON.readTree(bytes(sample)).at("/event/data").get(kind);
        return (ObjectNode) Objects.requireNonNull(object);
    }

    static byte[] changed(
            String sample, String kind, String type, String at, Consumer<ObjectNode> change) {
        var object = object(sample, kind);
        change.accept(object);
        return body(type, at, kind, object);
    }

    static byte[] body(String type, String at, String kind, ObjectNode object) {
        var envelope = JSON.createObjectNode();
        var event = envelope.putObject("event").put("type", type).put("created_at", at);
        event.putObject("data").set(kind, object);
        return envelope.toString().getBytes(UTF_8);
    }

    static Reading reading(byte[] body) {
        return new VindiGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    /** An object as the API would answer it. */
    static Reading fetched(String kind, ObjectNode object, Instant at) {
        var envelope = JSON.createObjectNode();
        envelope.set(kind, object);
        var arrival =
                new Fetched(new Resource(kind, "any"), at)
                        .with(envelope.toString().getBytes(UTF_8));
        return new VindiGateway().read(arrival, Map.of());
    }

    static List<Event> events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    static List<Event> events(byte[]... bodies) {
        return Stream.of(bodies).flatMap(body -> events(reading(body)).stream()).toList();
    }

    static List<Fact> facts(byte[] body) {
        return events(body).getFirst().facts();
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** What a change makes of the last transaction of a charge. */
    static Consumer<ObjectNode> last(String type, String status, int id, String at, String amount) {
        return charge ->
                charge.withObject("last_transaction")
                        .put("transaction_type", type)
                        .put("status", status)
                        .put("id", id)
                        .put("created_at", at)
                        .put("amount", amount);
    }
}

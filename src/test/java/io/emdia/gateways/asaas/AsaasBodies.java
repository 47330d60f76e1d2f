package io.emdia.gateways.asaas;

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

/** Bodies as Asaas sends them, and what the gateway reads out of them. */
final class AsaasBodies {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AsaasBodies() {}

    static byte[] bytes(String name) {
        var path = "/asaas/" + name + ".json";
        try (var body = AsaasBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ObjectNode tree(String name) {
        return (ObjectNode) JSON.readTree(bytes(name));
    }

    /** A sample with another event, time and changed payment. */
    static byte[] payment(String sample, String type, String at, Consumer<ObjectNode> change) {
        return changed(sample, "payment", type, at, change);
    }

    static byte[] subscription(String type, String at, Consumer<ObjectNode> change) {
        return changed("subscription-created", "subscription", type, at, change);
    }

    private static byte[] changed(
            String sample, String member, String type, String at, Consumer<ObjectNode> change) {
        var envelope = tree(sample);
        envelope.put("event", type).put("dateCreated", at).put("id", "evt_" + type + "&" + at);
        change.accept((ObjectNode) envelope.get(member));
        return envelope.toString().getBytes(UTF_8);
    }

    static Reading reading(byte[] body) {
        return new AsaasGateway().read(new Arrival(Map.of(), Map.of(), body), Map.of());
    }

    /** The payment of a body as the API would answer it. */
    static Reading fetched(ObjectNode payment, Instant at) {
        var resource = new Fetched(new Resource("payment", "any"), at);
        var arrival = resource.with(payment.toString().getBytes(UTF_8));
        return new AsaasGateway().read(arrival, Map.of());
    }

    static List<Event> events(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    static List<Event> events(byte[]... bodies) {
        return Stream.of(bodies).flatMap(body -> events(reading(body)).stream()).toList();
    }

    static Event sample(String name) {
        return events(bytes(name)).getFirst();
    }

    static List<Fact> facts(byte[] body) {
        return events(body).getFirst().facts();
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    /** Adds a refund to the payment's list. */
    static Consumer<ObjectNode> refund(String at, String value, String status) {
        return payment -> addRefund(payment, at, value, status);
    }

    private static void addRefund(ObjectNode payment, String at, String value, String status) {
        var refunds =
                payment.hasNonNull("refunds")
                        ? payment.withArray("refunds")
                        : payment.putArray("refunds");
        var refund = refunds.addObject().put("dateCreated", at).put("status", status);
        refund.set("value", JSON.readTree(value));
    }

    static Consumer<ObjectNode> with(String member, String value) {
        return payment -> payment.put(member, value);
    }

    static Consumer<ObjectNode> number(String member, String value) {
        return payment -> payment.set(member, JSON.readTree(value));
    }
}

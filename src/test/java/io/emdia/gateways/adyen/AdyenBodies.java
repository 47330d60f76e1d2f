package io.emdia.gateways.adyen;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies as Adyen sends them, and what the gateway reads out of them. */
final class AdyenBodies {

    static final String KEY = "730173017301730173017301730173017301730173017301730173017301AAFF";
    static final Map<String, String> MANUAL = Map.of("capture_mode", "manual");

    private static final String DAY_AND_TIME = "2026-04-12T06:01:44-03:00";

    private AdyenBodies() {}

    /** An item whose members default to those of an authorised card payment. */
    record Item(
            String code,
            String psp,
            String original,
            String reference,
            String method,
            long amount,
            boolean success,
            String at,
            String additional) {

        static Item of(String code) {
            return new Item(code, "PSP1", "", "COB-1", "visa", 14990, true, DAY_AND_TIME, "");
        }

        Item psp(String of, String name) {
            return new Item(code, name, of, reference, method, amount, success, at, additional);
        }

        Item reference(String name) {
            return new Item(code, psp, original, name, method, amount, success, at, additional);
        }

        Item method(String name) {
            return new Item(code, psp, original, reference, name, amount, success, at, additional);
        }

        Item amount(long minor) {
            return new Item(code, psp, original, reference, method, minor, success, at, additional);
        }

        Item refused() {
            return new Item(code, psp, original, reference, method, amount, false, at, additional);
        }

        Item at(String moment) {
            return new Item(
                    code, psp, original, reference, method, amount, success, moment, additional);
        }

        Item additional(String members) {
            return new Item(code, psp, original, reference, method, amount, success, at, members);
        }

        String signed(String key) {
            var data =
                    String.join(
                            ":",
                            psp,
                            original,
                            "Loja",
                            reference,
                            "" + amount,
                            "BRL",
                            code,
                            "" + success);
            var hmac = Digests.hmacSha256(HexFormat.of().parseHex(key), data.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hmac);
        }

        String json(String key) {
            return """
            {"NotificationRequestItem":{"additionalData":{%s"hmacSignature":"%s"},\
            "amount":{"currency":"BRL","value":%d},"eventCode":"%s","eventDate":"%s",\
            "merchantAccountCode":"Loja","merchantReference":"%s","originalReference":"%s",\
            "paymentMethod":"%s","pspReference":"%s","reason":"why","success":"%s"}}\
            """
                    .formatted(
                            additional,
                            signed(key),
                            amount,
                            code,
                            at,
                            reference,
                            original,
                            method,
                            psp,
                            success);
        }
    }

    static byte[] body(Item... items) {
        var joined = Stream.of(items).map(it -> it.json(KEY)).collect(Collectors.joining(","));
        return "{\"live\":\"false\",\"notificationItems\":[%s]}".formatted(joined).getBytes(UTF_8);
    }

    static byte[] bytes(String name) {
        var path = "/adyen/" + name + ".json";
        try (var body = AdyenBodies.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(body, path).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Event sample(String name) {
        return events(bytes(name), Map.of()).getFirst();
    }

    static List<Fact> facts(Item item) {
        return facts(item, Map.of());
    }

    static List<Fact> facts(Item item, Map<String, String> settings) {
        return events(body(item), settings).getFirst().facts();
    }

    static List<Event> events(byte[] body, Map<String, String> settings) {
        var reading = reading(body, settings);
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return ((Reading.Events) reading).events();
    }

    static Reading reading(byte[] body, Map<String, String> settings) {
        return new AdyenGateway().read(new Arrival(Map.of(), Map.of(), body), settings);
    }

    static <T extends Fact> T only(Class<T> kind, List<Fact> facts) {
        var found = facts.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

package io.emdia.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every gateway believes its own trial, reads it, and learns nothing from it. */
class TrialTests {

    private static final Instant NOW = Instant.parse("2026-03-13T12:00:00.123Z");
    private static final String ID = "emdia-test-7d8b3c1e-0000-4000-8000-000000000001";
    private static final String OTHER_ID = "emdia-test-7d8b3c1e-0000-4000-8000-000000000002";
    private static final Map<String, Gateway> GATEWAYS = gateways();

    /** Two secrets for each, the newest first. */
    private static final Map<String, List<String>> SECRETS =
            Map.ofEntries(
                    entry(
                            "standard",
                            List.of("whsec_" + "A".repeat(40), "whsec_" + "B".repeat(40))),
                    entry("stripe", List.of("whsec_new", "whsec_old")),
                    entry("asaas", List.of("n".repeat(32), "o".repeat(32))),
                    entry("mercadopago", List.of("new".repeat(8), "old".repeat(8))),
                    entry("pagarme", List.of("hook:new-password", "hook:old-password")),
                    entry("pagbank", List.of("n".repeat(20), "o".repeat(20))),
                    entry("iugu", List.of("n".repeat(20), "o".repeat(20))),
                    entry("vindi", List.of("n".repeat(20), "o".repeat(20))),
                    entry("adyen", List.of("AB".repeat(32), "CD".repeat(32))),
                    entry("efi", List.of("n".repeat(20), "o".repeat(20))));

    private static Map<String, Gateway> gateways() {
        try (var context = new AnnotationConfigApplicationContext("io.emdia.gateways")) {
            return context.getBeansOfType(Gateway.class).values().stream()
                    .collect(toMap(Gateway::name, gateway -> gateway));
        }
    }

    static Stream<String> names() {
        return GATEWAYS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isBelievedForTheNewestSecretAlone(String name) {
        var secrets = secrets(name);
        var arrival = arrival(webhook(name, ID, secrets));

        assertThat(judged(name, arrival, List.of(secrets.getFirst())))
                .isInstanceOf(Verdict.Authentic.class);
        assertThat(judged(name, arrival, List.of(secrets.getLast())))
                .isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isOneEventThatTellsNothingAndAsksForNothing(String name) {
        var told = read(name, arrival(webhook(name, ID, secrets(name))));

        assertThat(told.lookups()).isEmpty();
        assertThat(told.events())
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.facts()).isEmpty();
                            assertThat(event.type().toLowerCase(Locale.ROOT)).contains("test");
                        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAnotherEventEachTime(String name) {
        var first = read(name, arrival(webhook(name, ID, secrets(name))));
        var second = read(name, arrival(webhook(name, OTHER_ID, secrets(name))));

        assertThat(first.events().getFirst().id()).isNotEqualTo(second.events().getFirst().id());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isImpossibleWithoutASecret(String name) {
        assertThat(trial(name, ID, List.of())).isInstanceOf(Trial.Impossible.class);
    }

    @Test
    void isImpossibleWhereOnlyTheSenderHoldsTheKey() {
        assertThat(trial("standard", ID, List.of("whpk_" + "A".repeat(43) + "=")))
                .isInstanceOfSatisfying(
                        Trial.Impossible.class,
                        impossible -> assertThat(impossible.reason()).contains("public key"));
    }

    private static List<String> secrets(String name) {
        return Objects.requireNonNull(SECRETS.get(name), () -> "secrets for " + name);
    }

    private static Gateway gateway(String name) {
        return Objects.requireNonNull(GATEWAYS.get(name));
    }

    private static Trial trial(String name, String id, List<String> secrets) {
        return gateway(name).trial(id, Trust.in(secrets, Map.of()), NOW);
    }

    private static Trial.Webhook webhook(String name, String id, List<String> secrets) {
        var trial = trial(name, id, secrets);
        assertThat(trial).isInstanceOf(Trial.Webhook.class);
        return (Trial.Webhook) trial;
    }

    private static Arrival arrival(Trial.Webhook webhook) {
        return new Arrival(lists(webhook.headers()), lists(webhook.query()), webhook.body());
    }

    private static Map<String, List<String>> lists(Map<String, String> single) {
        return single.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> List.of(one.getValue())));
    }

    private static Verdict judged(String name, Arrival arrival, List<String> secrets) {
        return gateway(name).authenticate(arrival, Trust.in(secrets, Map.of()), NOW);
    }

    /** From what is kept of it. */
    private static Reading.Events read(String name, Arrival arrival) {
        var kept = new HashMap<>(arrival.headers());
        kept.keySet().retainAll(gateway(name).keptHeaders());
        var reading =
                gateway(name).read(new Arrival(kept, arrival.query(), arrival.body()), Map.of());
        assertThat(reading).isInstanceOf(Reading.Events.class);
        return (Reading.Events) reading;
    }
}

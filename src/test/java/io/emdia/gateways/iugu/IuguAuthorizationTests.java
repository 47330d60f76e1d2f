package io.emdia.gateways.iugu;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;

class IuguAuthorizationTests {

    private static final String VALUE = "trigger-auth-demo-7301";
    private static final String OTHER = "trigger-auth-demo-7302";
    private static final String BASIC = "Basic dHJpZ2dlci1hdXRoLWRlbW8tNzMwMQ==";
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");

    private final IuguGateway gateway = new IuguGateway();

    @ParameterizedTest
    @ValueSource(strings = {VALUE, BASIC, "Basic dHJpZ2dlci1hdXRoLWRlbW8tNzMwMTo="})
    void acceptsEachOfTheThreeForms(String authorization) {
        assertThat(accepts(List.of(authorization), VALUE)).isTrue();
        assertThat(accepts(List.of(authorization), OTHER, VALUE)).isTrue();
        assertThat(accepts(List.of(authorization), OTHER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {VALUE, BASIC})
    void refusesEveryChangedCharacter(String authorization) {
        for (var index = 0; index < authorization.length(); index++) {
            var changed = new StringBuilder(authorization);
            changed.setCharAt(index, (char) (authorization.charAt(index) ^ 1));

            assertThat(accepts(List.of(changed.toString()), VALUE)).as("%d", index).isFalse();
        }
    }

    @Test
    void refusesAMissingOrRepeatedHeader() {
        assertThat(accepts(List.of(OTHER), VALUE)).isFalse();
        assertThat(accepts(List.of(), VALUE)).isFalse();
        assertThat(accepts(List.of(VALUE, VALUE), VALUE)).isFalse();
        assertThat(accepts(List.of(""), VALUE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Basic ", "Basic Og==", "Basic IA=="})
    void noSecretAuthenticatesNothing(String authorization) {
        assertThat(accepts(List.of(authorization))).isFalse();
        assertThat(accepts(List.of(authorization), "")).isFalse();
        assertThat(accepts(List.of(authorization), " ")).isFalse();
    }

    @Test
    void objectsToValuesThatProveNothing() {
        assertThat(gateway.objectionsTo(List.of(VALUE), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("short", "white space in it and long"), Map.of()))
                .hasSize(2);
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(VALUE), Map.of("x", "y"))).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(VALUE), Map.of("api_base_url", "x"))).hasSize(1);
    }

    private boolean accepts(List<String> given, String... secrets) {
        var arrival = new Arrival(Map.of("authorization", given), Map.of(), new byte[0]);
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), NOW);
        return verdict.equals(new Verdict.Authentic());
    }
}

package io.emdia.gateways.vindi;

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

class VindiSecretTests {

    private static final String SECRET = "k-vindi-demo-7301-9fQ2mZ";
    private static final String OTHER = "k-vindi-demo-7301-000000";
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");

    private final VindiGateway gateway = new VindiGateway();

    @ParameterizedTest
    @ValueSource(strings = {"secret", "key", "token"})
    void acceptsEveryLiveSecretUnderEachOfItsNames(String name) {
        var query = Map.of(name, List.of(SECRET), "utm", List.of("x"));

        assertThat(accepts(query, SECRET)).isTrue();
        assertThat(accepts(query, OTHER, SECRET)).isTrue();
        assertThat(accepts(query, OTHER)).isFalse();
    }

    @Test
    void refusesEveryChangedCharacter() {
        for (var index = 0; index < SECRET.length(); index++) {
            var changed = new StringBuilder(SECRET);
            changed.setCharAt(index, (char) (SECRET.charAt(index) ^ 1));
            var query = Map.of("key", List.of(changed.toString()));

            assertThat(accepts(query, SECRET)).as("%d", index).isFalse();
        }
    }

    @Test
    void refusesAMissingOrRepeatedSecret() {
        assertThat(accepts(Map.of(), SECRET)).isFalse();
        assertThat(accepts(Map.of("key", List.of("other")), SECRET)).isFalse();
        assertThat(accepts(Map.of("other", List.of(SECRET)), SECRET)).isFalse();
        assertThat(accepts(Map.of("key", List.of(SECRET, SECRET)), SECRET)).isFalse();
        assertThat(accepts(Map.of("key", List.of(SECRET), "token", List.of("x")), SECRET))
                .isFalse();
    }

    @Test
    void noSecretAuthenticatesNothing() {
        assertThat(accepts(Map.of("key", List.of(SECRET)))).isFalse();
        assertThat(accepts(Map.of("key", List.of("")), "")).isFalse();
        assertThat(accepts(Map.of("key", List.of(" ")), " ")).isFalse();
        assertThat(accepts(Map.of(), "")).isFalse();
    }

    @Test
    void objectsToWhatCannotStandInAUrl() {
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("short", "a b".repeat(9), ""), Map.of()))
                .hasSize(3);
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of("zone", "x"))).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of("api_base_url", "ftp://x")))
                .hasSize(1);
    }

    private boolean accepts(Map<String, List<String>> query, String... secrets) {
        var arrival = new Arrival(Map.of(), query, new byte[0]);
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), NOW);
        return verdict.equals(new Verdict.Authentic());
    }
}

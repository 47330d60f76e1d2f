package io.emdia.gateways.asaas;

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

class AsaasTokenTests {

    private static final String TOKEN = "tok-asaas-demo-Zq8LwXv2RmT5NcYh7KpD";
    private static final String OTHER = "tok-asaas-demo-0123ABCDabcdXYZxyz456";
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");

    private final AsaasGateway gateway = new AsaasGateway();

    @Test
    void acceptsEveryLiveToken() {
        assertThat(accepts(List.of(TOKEN), TOKEN)).isTrue();
        assertThat(accepts(List.of(TOKEN), OTHER, TOKEN)).isTrue();
        assertThat(accepts(List.of(OTHER), OTHER, TOKEN)).isTrue();
        assertThat(accepts(List.of(TOKEN), OTHER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tok-asaas-demo-Zq8LwXv2RmT5NcYh7Kp",
                "tok-asaas-demo-Zq8LwXv2RmT5NcYh7KpDD",
                "Tok-asaas-demo-Zq8LwXv2RmT5NcYh7KpD",
                " ",
                ""
            })
    void refusesWhatOnlyResemblesTheToken(String token) {
        assertThat(accepts(List.of(token), TOKEN)).isFalse();
    }

    @Test
    void refusesEveryChangedCharacter() {
        for (var index = 0; index < TOKEN.length(); index++) {
            var changed = new StringBuilder(TOKEN);
            changed.setCharAt(index, (char) (TOKEN.charAt(index) ^ 1));

            assertThat(accepts(List.of(changed.toString()), TOKEN)).as("%d", index).isFalse();
        }
    }

    @Test
    void refusesAMissingOrRepeatedHeader() {
        assertThat(accepts(List.of(), TOKEN)).isFalse();
        assertThat(accepts(List.of(TOKEN, TOKEN), TOKEN)).isFalse();
        assertThat(judge(new Arrival(Map.of(), Map.of(), new byte[0]), TOKEN)).isFalse();
    }

    @Test
    void noSecretAuthenticatesNothing() {
        assertThat(accepts(List.of(TOKEN))).isFalse();
        assertThat(accepts(List.of(""), "")).isFalse();
        assertThat(accepts(List.of(" "), " ")).isFalse();
        assertThat(judge(new Arrival(Map.of(), Map.of(), new byte[0]), "")).isFalse();
    }

    @Test
    void objectsToTokensThatAsaasWouldNotTake() {
        assertThat(gateway.objectionsTo(List.of(TOKEN), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("x".repeat(31), "x".repeat(256)), Map.of()))
                .hasSize(2);
        assertThat(gateway.objectionsTo(List.of("$aact_" + TOKEN, TOKEN + " "), Map.of()))
                .hasSize(2);
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
    }

    @Test
    void objectsToSettingsThatMeanNothing() {
        var tokens = List.of(TOKEN);

        assertThat(gateway.objectionsTo(tokens, Map.of("time_zone", "America/Manaus"))).isEmpty();
        assertThat(gateway.objectionsTo(tokens, Map.of("time_zone", "Brasilia"))).hasSize(1);
        assertThat(gateway.objectionsTo(tokens, Map.of("api_base_url", "http://x.test")))
                .hasSize(1);
        assertThat(gateway.objectionsTo(tokens, Map.of("timezone", "America/Manaus"))).hasSize(1);
    }

    private boolean accepts(List<String> given, String... secrets) {
        var headers = Map.of("asaas-access-token", given);
        return judge(new Arrival(headers, Map.of(), new byte[0]), secrets);
    }

    private boolean judge(Arrival arrival, String... secrets) {
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), NOW);
        return verdict.equals(new Verdict.Authentic());
    }
}

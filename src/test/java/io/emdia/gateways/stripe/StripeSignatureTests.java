package io.emdia.gateways.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class StripeSignatureTests {

    private static final String SECRET = "whsec_demoStripeSecret_0001";
    private static final String SIGNATURE =
            "37f9eab760a750e6f9c413b6bc8f8fc2d8c2d5f07327991b7c49f7a7f1d60997";
    private static final String HEADER = "t=1773422553,v1=" + SIGNATURE;
    private static final byte[] BODY = StripeBodies.bytes("invoice-paid");
    private static final Instant NOW = Instant.ofEpochSecond(1773422553);

    private final StripeGateway gateway = new StripeGateway();

    @Test
    void acceptsWhatStripeSigned() {
        assertThat(accepts(HEADER, NOW.plusSeconds(5), SECRET)).isTrue();
    }

    @Test
    void acceptsTheSecondSignatureOfARolledSecretAndIgnoresOtherSchemes() {
        var zeros = "0".repeat(64);
        var header = "t=1773422553,v1=%s,v1=%s,v0=%s".formatted(zeros, SIGNATURE, zeros);

        assertThat(accepts(header, NOW, SECRET)).isTrue();
        assertThat(accepts("t=1773422553,v0=" + SIGNATURE, NOW, SECRET)).isFalse();
    }

    @Test
    void acceptsEverySecret() {
        assertThat(accepts(HEADER, NOW, "whsec_demoStripeSecret_0002", SECRET)).isTrue();
        assertThat(accepts(HEADER, NOW, "whsec_demoStripeSecret_0002")).isFalse();
    }

    @Test
    void noSecretAuthenticatesNothing() {
        assertThat(accepts(HEADER, NOW)).isFalse();
        assertThat(accepts(HEADER, NOW, "")).isFalse();
    }

    @Test
    void onlyOldTimestampsAreOutsideTheWindow() {
        assertThat(accepts(HEADER, NOW.plusSeconds(300), SECRET)).isTrue();
        assertThat(accepts(HEADER, NOW.plusSeconds(301), SECRET)).isFalse();
        assertThat(accepts(HEADER, NOW.minusSeconds(3600), SECRET)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=1773422554,v1=" + SIGNATURE,
                "t=x,v1=" + SIGNATURE,
                "v1=" + SIGNATURE,
                "t=1773422553",
                "t=1773422553,v1=",
                "t=1773422553,t=1773422553,v1=" + SIGNATURE,
                ""
            })
    void refusesWhatStripeDidNotSign(String header) {
        assertThat(accepts(header, NOW, SECRET)).isFalse();
    }

    @Test
    void refusesAMissingOrRepeatedHeader() {
        assertThat(verdict(Map.of(), BODY, SECRET)).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(Map.of("stripe-signature", List.of(HEADER, HEADER)), BODY, SECRET))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void refusesEveryChangedByteOfTheBody() {
        var headers = Map.of("stripe-signature", List.of(HEADER));
        for (var index = 0; index < BODY.length; index++) {
            var changed = BODY.clone();
            changed[index] ^= 1;

            assertThat(verdict(headers, changed, SECRET))
                    .as("byte %d", index)
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void refusesEveryChangedCharacterOfTheHeader() {
        for (var index = 0; index < HEADER.length(); index++) {
            var changed = new StringBuilder(HEADER);
            changed.setCharAt(index, (char) (HEADER.charAt(index) ^ 1));

            assertThat(accepts(changed.toString(), NOW, SECRET)).as("%d", index).isFalse();
        }
    }

    @Test
    void agreesWithTheOfficialPrimitiveAndPayload() {
        var hmac = Digests.hmacSha256("test_secret".getBytes(UTF_8), new byte[0]);
        var payload = "{\n  \"id\": \"evt_test_webhook\",\n  \"object\": \"event\"\n}";
        var header =
                "t=1700000000,"
                        + "v1=4f1cd7feda9826e746b7d482c4badebb657398df1099e1046364f6196a230150";
        var arrival =
                new Arrival(
                        Map.of("stripe-signature", List.of(header)),
                        Map.of(),
                        payload.getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(hmac))
                .isEqualTo("f7f9bd47fb987337b5796fdc1fdb9ba221d0d5396814bfcaf9521f43fd8927fd");
        assertThat(
                        gateway.authenticate(
                                arrival,
                                Trust.in(List.of("whsec_test_secret"), Map.of()),
                                Instant.ofEpochSecond(1700000010)))
                .isEqualTo(new Verdict.Authentic());
    }

    @Test
    void objectsToSecretsThatCannotVerify() {
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("sk_live_x", " "), Map.of())).hasSize(2);
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
    }

    private boolean accepts(String header, Instant now, String... secrets) {
        var arrival = new Arrival(Map.of("stripe-signature", List.of(header)), Map.of(), BODY);
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), now);
        return verdict.equals(new Verdict.Authentic());
    }

    private Verdict verdict(Map<String, List<String>> headers, byte[] body, String secret) {
        var arrival = new Arrival(headers, Map.of(), body);
        return gateway.authenticate(arrival, Trust.in(List.of(secret), Map.of()), NOW);
    }
}

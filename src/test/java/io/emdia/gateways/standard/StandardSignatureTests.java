package io.emdia.gateways.standard;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class StandardSignatureTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + "A".repeat(40);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1614265330);

    private final StandardGateway gateway = new StandardGateway();

    @Test
    void acceptsTheOfficialVector() {
        assertThat(accepts(official(), SECRET)).isTrue();
    }

    @Test
    void acceptsTheSecretWithoutItsPrefix() {
        assertThat(accepts(official(), SECRET.substring("whsec_".length()))).isTrue();
    }

    @Test
    void acceptsAnyOfSeveralSecretsAndSignatures() {
        var headers = official();
        headers.put(
                "webhook-signature",
                List.of("v2,xyz v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= " + SIGNATURE));

        assertThat(accepts(headers, OTHER, SECRET)).isTrue();
        assertThat(accepts(headers, SECRET, OTHER)).isTrue();
        assertThat(accepts(headers, OTHER)).isFalse();
    }

    @Test
    void noSecretAuthenticatesNothing() {
        assertThat(accepts(official())).isFalse();
        assertThat(accepts(official(), "")).isFalse();
        assertThat(accepts(official(), "whsec_")).isFalse();
        assertThat(accepts(official(), "whsec_not base64")).isFalse();
    }

    @Test
    void refusesEveryChangedByteOfTheBody() {
        for (var index = 0; index < BODY.length; index++) {
            var changed = Arrays.copyOf(BODY, BODY.length);
            changed[index] ^= 1;

            assertThat(verdict(official(), changed, NOW, SECRET))
                    .as("byte %d", index)
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void refusesEveryChangedCharacterOfAHeader() {
        for (var header : official().entrySet()) {
            var name = header.getKey();
            var value = header.getValue().getFirst();
            for (var index = 0; index < value.length(); index++) {
                var changed = new StringBuilder(value);
                changed.setCharAt(index, (char) (value.charAt(index) ^ 1));
                var headers = official();
                headers.put(name, List.of(changed.toString()));

                assertThat(accepts(headers, SECRET)).as("%s %d", name, index).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void refusesAMissingOrRepeatedHeader(String name) {
        var missing = official();
        missing.remove(name);
        var repeated = official();
        repeated.computeIfPresent(name, (_, once) -> List.of(once.getFirst(), once.getFirst()));

        assertThat(accepts(missing, SECRET)).isFalse();
        assertThat(accepts(repeated, SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,", "v1", "", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="})
    void refusesASignatureOfNothing(String signature) {
        var headers = official();
        headers.put("webhook-signature", List.of(signature));

        assertThat(accepts(headers, SECRET)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "-1614265330", "1614265330.0", "99999999999999999999"})
    void refusesATimestampThatIsNoNumberOfSeconds(String timestamp) {
        assertThat(accepts(signed(ID, timestamp, BODY), SECRET)).isFalse();
    }

    @Test
    void refusesAnIdWithAFullStop() {
        assertThat(accepts(signed("msg_1", TIMESTAMP, BODY), SECRET)).isTrue();
        assertThat(accepts(signed("msg.1", TIMESTAMP, BODY), SECRET)).isFalse();
    }

    @Test
    void theReplayWindowIsFiveMinutesBothWays() {
        assertThat(verdict(official(), BODY, NOW.plusSeconds(300), SECRET)).isEqualTo(authentic());
        assertThat(verdict(official(), BODY, NOW.minusSeconds(300), SECRET)).isEqualTo(authentic());
        assertThat(verdict(official(), BODY, NOW.plusSeconds(301), SECRET))
                .isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(official(), BODY, NOW.minusSeconds(301), SECRET))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void acceptsAnEmptyBody() {
        var headers = signed(ID, TIMESTAMP, new byte[0]);

        assertThat(verdict(headers, new byte[0], NOW, SECRET)).isEqualTo(authentic());
    }

    @Test
    void acceptsAnEd25519SignatureAndRefusesEveryChangedByteOfIt() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var signature = ed25519(keys, (ID + "." + TIMESTAMP + ".").getBytes(UTF_8), BODY);

        assertThat(accepts(withEd25519(signature), publicKey(keys))).isTrue();
        assertThat(accepts(withEd25519(signature), SECRET)).isFalse();
        for (var index = 0; index < signature.length; index++) {
            var changed = signature.clone();
            changed[index] ^= 1;
            assertThat(accepts(withEd25519(changed), publicKey(keys))).as("%d", index).isFalse();
        }
    }

    @Test
    void objectsToSecretsThatCannotVerify() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var good = List.of(SECRET, publicKey(keys), "A".repeat(32));
        var bad = List.of("whsec_c2hvcnQ=", "whpk_c2hvcnQ=", "whsk_" + "A".repeat(40), "");

        assertThat(gateway.objectionsTo(good, Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(bad, Map.of())).hasSize(4);
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
    }

    private static byte[] ed25519(KeyPair keys, byte[]... parts) throws Exception {
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        for (var part : parts) {
            signer.update(part);
        }
        return signer.sign();
    }

    private static String publicKey(KeyPair keys) {
        var encoded = keys.getPublic().getEncoded();
        var raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return "whpk_" + Base64.getEncoder().encodeToString(raw);
    }

    private static Map<String, List<String>> withEd25519(byte[] signature) {
        var headers = official();
        headers.put(
                "webhook-signature",
                List.of("v1a," + Base64.getEncoder().encodeToString(signature)));
        return headers;
    }

    private static Map<String, List<String>> official() {
        var headers = new HashMap<String, List<String>>();
        headers.put("webhook-id", List.of(ID));
        headers.put("webhook-timestamp", List.of(TIMESTAMP));
        headers.put("webhook-signature", List.of(SIGNATURE));
        return headers;
    }

    private static Map<String, List<String>> signed(String id, String timestamp, byte[] body) {
        var key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
        var head = (id + "." + timestamp + ".").getBytes(UTF_8);
        var signature = new String(StandardSignature.hmac(key, new byte[][] {head, body}), UTF_8);
        var headers = official();
        headers.put("webhook-id", List.of(id));
        headers.put("webhook-timestamp", List.of(timestamp));
        headers.put("webhook-signature", List.of("v1," + signature));
        return headers;
    }

    private boolean accepts(Map<String, List<String>> headers, String... secrets) {
        return verdict(headers, BODY, NOW, secrets).equals(authentic());
    }

    private Verdict verdict(
            Map<String, List<String>> headers, byte[] body, Instant now, String... secrets) {
        var arrival = new Arrival(headers, Map.of(), body);
        return gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), now);
    }

    private static Verdict authentic() {
        return new Verdict.Authentic();
    }
}

package io.emdia.gateways.pagbank;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

class PagbankSignatureTests {

    private static final String TOKEN = "7301A0B1C2D3E4F5060718293A4B5C6D";
    private static final String OTHER_TOKEN = "7301A0B1C2D3E4F5060718293A4B5C6E";
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");
    private static final byte[] BODY = PagbankBodies.bytes("pix-paid.json");

    private final PagbankGateway gateway = new PagbankGateway();

    @Test
    void acceptsTheDigestOfTokenAndBody() {
        assertThat(accepts(digest(TOKEN, BODY), BODY, TOKEN)).isTrue();
        assertThat(accepts(digest(TOKEN, BODY), BODY, OTHER_TOKEN, TOKEN)).isTrue();
        assertThat(accepts(digest(TOKEN, BODY).toUpperCase(Locale.ROOT), BODY, TOKEN)).isTrue();
        assertThat(accepts(digest(TOKEN, BODY), BODY, OTHER_TOKEN)).isFalse();
    }

    @Test
    void noTokenAuthenticatesNothing() {
        assertThat(accepts(digest("", BODY), BODY)).isFalse();
        assertThat(accepts(digest("", BODY), BODY, "")).isFalse();
        assertThat(accepts(digest(" ", BODY), BODY, " ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7b4691af53f91346e825661b1b2ab4aeb7422e661df0a91647fa5c4779342fd5",
                "1225ab34526ef73851ee2d498570200780f8fd3b91c6b1d415fd4074cb27cd6e",
                "",
                TOKEN
            })
    void refusesEveryOtherDigest(String header) {
        assertThat(accepts(header, BODY, TOKEN)).isFalse();
    }

    @Test
    void refusesAnHmacOfTheBody() {
        var hmac = HexFormat.of().formatHex(Digests.hmacSha256(TOKEN.getBytes(UTF_8), BODY));

        assertThat(accepts(hmac, BODY, TOKEN)).isFalse();
    }

    @Test
    void refusesAMissingOrRepeatedHeader() {
        var digest = digest(TOKEN, BODY);

        assertThat(judge(Map.of(), BODY, TOKEN)).isFalse();
        assertThat(judge(Map.of("x-authenticity-token", List.of(digest, digest)), BODY, TOKEN))
                .isFalse();
        assertThat(judge(Map.of("x-payload-signature", List.of(digest)), BODY, TOKEN)).isFalse();
    }

    @Test
    void refusesEveryChangedByte() {
        var digest = digest(TOKEN, BODY);
        for (var index = 0; index < BODY.length; index++) {
            var changed = BODY.clone();
            changed[index] ^= 1;
            assertThat(accepts(digest, changed, TOKEN)).as("byte %d", index).isFalse();
        }
        for (var index = 0; index < digest.length(); index++) {
            var changed = new StringBuilder(digest);
            changed.setCharAt(index, (char) (digest.charAt(index) ^ 1));
            assertThat(accepts(changed.toString(), BODY, TOKEN)).as("%d", index).isFalse();
        }
    }

    @Test
    void objectsToWhatIsNoToken() {
        assertThat(gateway.objectionsTo(List.of(TOKEN), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
        assertThat(gateway.objectionsTo(List.of("short", " ".repeat(20)), Map.of())).hasSize(2);
        assertThat(gateway.objectionsTo(List.of(TOKEN), Map.of("other", "x"))).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(TOKEN), Map.of("api_base_url", "http://x.test")))
                .hasSize(1);
    }

    @Test
    void chargesAreAskedForWithTheToken() {
        var api = new PagbankApi();
        var call = Objects.requireNonNull(api.call(api.ofCharge("CHAR_1"), Map.of(), TOKEN));

        assertThat(call.uri()).hasToString("https://api.pagseguro.com/charges/CHAR_1");
        assertThat(call.headers()).containsEntry("authorization", "Bearer " + TOKEN);
        assertThat(api.call(new Resource("order", "ORDE_1"), Map.of(), TOKEN)).isNull();
        assertThat(api.gateway()).isEqualTo(gateway.name());
    }

    private boolean accepts(String header, byte[] body, String... tokens) {
        return judge(Map.of("x-authenticity-token", List.of(header)), body, tokens);
    }

    private boolean judge(Map<String, List<String>> headers, byte[] body, String... tokens) {
        var arrival = new Arrival(headers, Map.of(), body);
        var trust = Trust.in(List.of(tokens), Map.of());
        return gateway.authenticate(arrival, trust, NOW).equals(new Verdict.Authentic());
    }

    private static String digest(String token, byte[] body) {
        var signed = token + "-" + new String(body, UTF_8);
        return Digests.sha256Hex(signed.getBytes(UTF_8));
    }
}

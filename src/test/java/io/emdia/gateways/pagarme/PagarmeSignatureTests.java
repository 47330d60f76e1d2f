package io.emdia.gateways.pagarme;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.PublishedKeys;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PagarmeSignatureTests {

    private static final String LOGIN = "hook-user:hook-pass-0001";
    private static final String OTHER_LOGIN = "hook-user:hook-pass-0002";
    private static final String SIGNATURE_HEADER = "x-webhook-asymmetric-signature";
    private static final URI KEY_SET = URI.create("https://hubapi.pagar.me/.well-known/jwks.json");
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");
    private static final byte[] BODY = PagarmeBodies.bytes("charge-paid");
    private static final String MODULUS =
            "u2NWpd7RydEYzFy2WL5VH8-QL8PSJs7XqOJyDu9oT_VqyE0XKpCAxfpEXzfuLpcgSSpxVt"
                    + "yiTeZfbRWSEzsYU8_R-zgXonj5wY8Y394ZRE_5HcHVdyHRkwv6kHTiGYVg6eFQuTEyCF5u"
                    + "Qe32LiRx5H_oQvomcYeQfm02fEq-TGVGukrsg0jOzPMOJTJBdLBwNdcutXeM-fsggBjQMG"
                    + "FV9qW6Xn2sNw2fYKdOdz6HT4Rpl4mq0YM__z_pqemNVv54SyX4J2zkXZ3u95Pn_WFxvjn5"
                    + "9ujAFllllr5lPBUyLrQDwKPSQAn0iuui63ZKZaE-6sQZnX64o4j1upGyE983oQ";
    private static final String SIGNATURE =
            "VZvPDmhyQvCJip4nwgkpxkROyPnZaTizbfmAYensbP5nrrUCjJ3Kws1Mdi-CTTROrqSyRG"
                    + "snHwN0lgGnRPedwcAZ14byEjcAJfGRtUG3RHTFIhRingz0PZ-2Jz8zTcC7r6G6Mz-XO6-w"
                    + "W3fQ9Kij5YlNaqdXt82VoEwJNd-34xm9N7Rah1FHU5FywYPXhYRmoc37nZrsahj0WAPx1W"
                    + "fhjOQAio2yTzdofNgwPeRINu7EL9zNLZDUV_Dh5KwGSzCGv7lPhsUGd5V7ycpGU1ZG4kJz"
                    + "3QidHGX462SjRgmIR5zIGVbOQWNerz4O_V9D2LkpeaEA_hKzKGQ8cU8c7WKZwQ";
    private static final String HEADER = "alg=RS256; kid=demo-kid-7301; signature=" + SIGNATURE;
    private static final PublishedKeys PUBLISHED =
            (set, id) -> set.equals(KEY_SET) && id.equals("demo-kid-7301") ? key() : null;

    private final PagarmeGateway gateway = new PagarmeGateway();

    @Test
    void acceptsTheLoginTheMerchantChose() {
        assertThat(judge(basic(LOGIN), LOGIN)).isEqualTo(new Verdict.Authentic());
        assertThat(judge(basic(LOGIN), OTHER_LOGIN, LOGIN)).isEqualTo(new Verdict.Authentic());
        assertThat(judge(Map.of("authorization", List.of("basic " + base64(LOGIN))), LOGIN))
                .isEqualTo(new Verdict.Authentic());
    }

    @Test
    void refusesEveryOtherLogin() {
        assertRefused(judge(basic(OTHER_LOGIN), LOGIN));
        assertRefused(judge(Map.of(), LOGIN));
        assertRefused(judge(basic(LOGIN), "", " "));
        assertRefused(judge(basic(""), ""));
        assertRefused(judge(Map.of("authorization", List.of("Bearer " + base64(LOGIN))), LOGIN));
        assertRefused(judge(Map.of("authorization", List.of("Basic %%")), LOGIN));
        var header = "Basic " + base64(LOGIN);
        assertRefused(judge(Map.of("authorization", List.of(header, header)), LOGIN));
        for (var at = 0; at < LOGIN.length(); at++) {
            var changed = new StringBuilder(LOGIN);
            changed.setCharAt(at, (char) (LOGIN.charAt(at) ^ 1));
            assertRefused(judge(basic(changed.toString()), LOGIN));
        }
    }

    @Test
    void withoutASecretTheSignatureDecides() {
        assertThat(judge(signed(HEADER))).isEqualTo(new Verdict.Authentic());
        assertRefused(judge(basic(LOGIN)));
        assertRefused(judge(Map.of()));
    }

    @Test
    void withASecretASignatureThatIsSentMustHoldToo() {
        assertThat(judge(both(HEADER), LOGIN)).isEqualTo(new Verdict.Authentic());
        assertRefused(judge(both(HEADER.replace(SIGNATURE, "AAAA")), LOGIN));
        assertRefused(judge(signed(HEADER), LOGIN));
    }

    @Test
    void anUnknownKeyMustBeAskedFor() {
        var unknown = HEADER.replace("demo-kid-7301", "other");

        assertThat(judge(signed(unknown))).isEqualTo(new Verdict.KeyMissing(KEY_SET));
        assertThat(judge(both(unknown), LOGIN)).isEqualTo(new Verdict.KeyMissing(KEY_SET));
        assertRefused(judge(signed(unknown), LOGIN));
    }

    @Test
    void theKeysAreReadWhereTheConnectionSays() {
        var settings = Map.of("key_set_url", "https://keys.example.test/set");
        var trust = new Trust(List.of(), settings, PublishedKeys.NONE);

        assertThat(gateway.authenticate(arrival(signed(HEADER), BODY), trust, NOW))
                .isEqualTo(new Verdict.KeyMissing(URI.create("https://keys.example.test/set")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alg=none; kid=demo-kid-7301; signature=",
                "alg=none; kid=demo-kid-7301; signature=" + SIGNATURE,
                "alg=HS256; kid=demo-kid-7301; signature=" + SIGNATURE,
                "alg=RS512; kid=demo-kid-7301; signature=" + SIGNATURE,
                "kid=demo-kid-7301; signature=" + SIGNATURE,
                "alg=RS256; signature=" + SIGNATURE,
                "alg=RS256; kid=demo-kid-7301",
                "alg=RS256; kid=demo-kid-7301; signature=",
                "alg=RS256; kid=demo-kid-7301; signature=%%",
                "alg=RS256; kid=demo-kid-7301; kid=other; signature=" + SIGNATURE,
                "alg=RS256, kid=demo-kid-7301, signature=" + SIGNATURE,
                SIGNATURE
            })
    void refusesWhatPagarmeDidNotSign(String header) {
        assertRefused(judge(signed(header)));
    }

    @Test
    void refusesARepeatedHeader() {
        assertRefused(judge(Map.of(SIGNATURE_HEADER, List.of(HEADER, HEADER))));
    }

    @Test
    void refusesEveryChangedByteOfTheBodyAndOfTheSignature() {
        for (var index = 0; index < BODY.length; index++) {
            var changed = BODY.clone();
            changed[index] ^= 1;
            assertRefused(judge(arrival(signed(HEADER), changed)));
        }
        var bytes = Base64.getUrlDecoder().decode(SIGNATURE);
        for (var index = 0; index < bytes.length; index++) {
            var changed = bytes.clone();
            changed[index] ^= 1;
            var header = HEADER.replace(SIGNATURE, Base64.getUrlEncoder().encodeToString(changed));
            assertRefused(judge(signed(header)));
        }
    }

    @Test
    void aShortKeyProvesNothing() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        var pair = generator.generateKeyPair();
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(BODY);
        var header =
                "alg=RS256; kid=short; signature="
                        + Base64.getUrlEncoder().encodeToString(signature.sign());
        var trust = new Trust(List.of(), Map.of(), (_, _) -> pair.getPublic());

        assertRefused(gateway.authenticate(arrival(signed(header), BODY), trust, NOW));
    }

    @Test
    void objectsToWhatIsNoLoginAndToUnknownSettings() {
        assertThat(gateway.objectionsTo(List.of(), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of(LOGIN), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("sk_live_x", "user:", ":password"), Map.of()))
                .hasSize(3);
        assertThat(gateway.objectionsTo(List.of(), Map.of("key_set_url", "http://x.test/")))
                .hasSize(1);
        assertThat(gateway.objectionsTo(List.of(), Map.of("key_set", "x"))).hasSize(1);
    }

    private static PublicKey key() {
        try {
            var modulus = new BigInteger(1, Base64.getUrlDecoder().decode(MODULUS));
            var spec = new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537));
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Verdict judge(Map<String, List<String>> headers, String... secrets) {
        return judge(arrival(headers, BODY), secrets);
    }

    private Verdict judge(Arrival arrival, String... secrets) {
        return gateway.authenticate(arrival, new Trust(List.of(secrets), Map.of(), PUBLISHED), NOW);
    }

    private static Arrival arrival(Map<String, List<String>> headers, byte[] body) {
        return new Arrival(headers, Map.of(), body);
    }

    private static Map<String, List<String>> basic(String login) {
        return Map.of("authorization", List.of("Basic " + base64(login)));
    }

    private static Map<String, List<String>> signed(String header) {
        return Map.of(SIGNATURE_HEADER, List.of(header));
    }

    private static Map<String, List<String>> both(String header) {
        var headers = new HashMap<>(basic(LOGIN));
        headers.putAll(signed(header));
        return headers;
    }

    private static String base64(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }

    private static void assertRefused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    }
}

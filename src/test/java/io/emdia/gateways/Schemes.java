package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Scheme.Place;
import io.emdia.gateways.Scheme.Place.Header;
import io.emdia.gateways.Scheme.Place.Member;
import io.emdia.gateways.Scheme.Place.Parameter;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every way in which every gateway proves its deliveries, declared once. */
public final class Schemes {

    public static final Instant NOW = Instant.parse("2025-06-10T12:00:00Z");
    public static final Map<String, Gateway> GATEWAYS = gateways();

    private static final String STANDARD_SECRET = "whsec_" + "QUJD".repeat(10);
    private static final String ADYEN_SECRET = "0123456789ABCDEF".repeat(4);
    private static final String KEY_SET = "https://keys.example.test/set";

    private Schemes() {}

    private static Map<String, Gateway> gateways() {
        try (var context = new AnnotationConfigApplicationContext("io.emdia.gateways")) {
            return context.getBeansOfType(Gateway.class).values().stream()
                    .collect(Collectors.toMap(Gateway::name, gateway -> gateway));
        }
    }

    public static List<Scheme> all() {
        var all = new ArrayList<Scheme>(tokens());
        all.addAll(signatures());
        all.add(adyenItems());
        all.add(adyenHeader());
        all.add(standardEd25519());
        all.add(pagarmeSignature());
        return all;
    }

    private static List<Scheme> signatures() {
        return List.of(
                signed("standard", "HMAC", STANDARD_SECRET, header("webhook-signature"), true)
                        .covering(header("webhook-id"), header("webhook-timestamp"))
                        .within(true)
                        .scheme(),
                signed("stripe", "", "whsec_a_secret_of_stripe", header("stripe-signature"), true)
                        .within(false)
                        .scheme(),
                signed("mercadopago", "", "panel-secret-" + "m".repeat(20), signature(), false)
                        .covering(header("x-request-id"), new Parameter("data.id"))
                        .within(true)
                        .meaning(Meanings::withoutCaseOfTheId)
                        .scheme(),
                signed("pagbank", "", "t".repeat(40), header("x-authenticity-token"), true)
                        .meaning(Meanings::withoutCase)
                        .scheme());
    }

    private static Place signature() {
        return header("x-signature");
    }

    private static List<Scheme> tokens() {
        var iugu = "trigger-authorization-7301";
        return List.of(
                signed("asaas", "", "a".repeat(10) + "B".repeat(30), asaas(), false).scheme(),
                signed("efi", "secret", "e".repeat(10) + "F".repeat(20), query("secret"), false)
                        .moved("secret")
                        .scheme(),
                signed("efi", "hmac", "e".repeat(10) + "F".repeat(20), query("hmac"), false)
                        .moved("hmac")
                        .scheme(),
                signed("vindi", "secret", "v".repeat(10) + "N".repeat(20), query("secret"), false)
                        .moved("secret")
                        .scheme(),
                signed("vindi", "key", "v".repeat(10) + "N".repeat(20), query("key"), false)
                        .moved("key")
                        .scheme(),
                signed("vindi", "token", "v".repeat(10) + "N".repeat(20), query("token"), false)
                        .moved("token")
                        .scheme(),
                authorized("as it is", iugu, iugu),
                authorized("user alone", iugu, basic(iugu)),
                authorized("user and no password", iugu, basic(iugu + ":")),
                signed("pagarme", "login", "hook-user:hook-pass-0001", authorization(), false)
                        .meaning(Meanings::login)
                        .scheme());
    }

    private static Place asaas() {
        return header("asaas-access-token");
    }

    private static Place authorization() {
        return header("authorization");
    }

    private static Scheme authorized(String way, String secret, String value) {
        return signed("iugu", way, secret, authorization(), false)
                .changed(delivered -> delivered.withHeader("authorization", List.of(value)))
                .scheme();
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }

    /** A body's own items, of whose members eight are signed. */
    private static Scheme adyenItems() {
        var proof = new Member("hmacSignature");
        return signed("adyen", "items", ADYEN_SECRET, proof, true)
                .meaning(Meanings::adyenSigned)
                .scheme();
    }

    private static Scheme adyenHeader() {
        return signed("adyen", "header", ADYEN_SECRET, header("hmacsignature"), true)
                .changed(Schemes::signedWhole)
                .scheme();
    }

    private static Delivered signedWhole(Delivered delivered) {
        var key = HexFormat.of().parseHex(ADYEN_SECRET);
        var body = Digests.sha256Hex(delivered.body()).getBytes(UTF_8);
        var signature = Base64.getEncoder().encodeToString(Digests.hmacSha256(key, body));
        return delivered.withBody(body).withHeader("hmacsignature", List.of(signature));
    }

    private static Scheme standardEd25519() {
        var keys = new SigningKeys("Ed25519", 255);
        var base = signed("standard", "Ed25519", STANDARD_SECRET, proofOfStandard(), true);
        return base.covering(header("webhook-id"), header("webhook-timestamp"))
                .within(true)
                .changed(delivered -> signedBy(keys, delivered))
                .meaning(Meanings::decodedSignature)
                .scheme();
    }

    private static Place proofOfStandard() {
        return header("webhook-signature");
    }

    private static Delivered signedBy(SigningKeys keys, Delivered delivered) {
        var id = delivered.arrival().onlyHeader("webhook-id");
        var time = delivered.arrival().onlyHeader("webhook-timestamp");
        var head = (id + "." + time + ".").getBytes(UTF_8);
        var signature = Base64.getEncoder().encodeToString(keys.sign(head, delivered.body()));
        return delivered
                .withHeader("webhook-signature", List.of("v1a," + signature))
                .trusting(List.of("whpk_" + keys.lastBytesOfPublicKey(32)));
    }

    private static Scheme pagarmeSignature() {
        var keys = new SigningKeys("RSA", 2048);
        PublishedKeys published = (_, id) -> id.equals("key-1") ? keys.publicKey() : null;
        var header = header("x-webhook-asymmetric-signature");
        return signed("pagarme", "RS256", "user:password", header, true)
                .changed(delivered -> signedBy(keys, published, delivered))
                .meaning(Meanings::decodedSignature)
                .scheme();
    }

    private static Delivered signedBy(
            SigningKeys keys, PublishedKeys published, Delivered delivered) {
        var trust = new Trust(List.of(), settings(), published);
        return new Delivered(delivered.arrival(), trust, delivered.at())
                .withHeader("authorization", null)
                .withHeader("x-webhook-asymmetric-signature", List.of(rs256(keys, delivered)));
    }

    private static Map<String, String> settings() {
        return Map.of("key_set_url", KEY_SET);
    }

    private static String rs256(SigningKeys keys, Delivered delivered) {
        var url = Base64.getUrlEncoder().withoutPadding();
        return "alg=RS256; kid=key-1; signature=" + url.encodeToString(keys.sign(delivered.body()));
    }

    private static Place header(String name) {
        return new Header(name);
    }

    private static Place query(String name) {
        return new Parameter(name);
    }

    private static SignedScheme signed(
            String gateway, String way, String secret, Place proof, boolean coversBody) {
        return new SignedScheme(gateway, way, secret, proof, coversBody);
    }
}

package io.emdia.gateways.mercadopago;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class MercadoPagoSignatureTests {

    private static final String SECRET =
            "7301c0ffee7301c0ffee7301c0ffee7301c0ffee7301c0ffee7301c0ffee7301";
    private static final String REQUEST = "7301d3a0-0000-4000-8000-00000000a001";
    private static final String PAYMENT = "73010000031";
    private static final String SIGNATURE =
            "9ae7a384bee221b0a6bb7bb72b4bf046cbc791a1491bdfb7cccbd0389ed7460c";
    private static final String HEADER = "ts=1773422551412,v1=" + SIGNATURE;
    private static final Instant NOW = Instant.ofEpochSecond(1773422554);
    private static final String ORDER = "ORD01KDEMO7301ABRILXYZ0001";

    private final MercadoPagoGateway gateway = new MercadoPagoGateway();

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER,
                "ts=1773422551412, v1=" + SIGNATURE,
                " v1 = " + SIGNATURE + " , ts = 1773422551412 ",
                HEADER + ",v2=whatever"
            })
    void acceptsWhatMercadoPagoSigned(String header) {
        assertThat(accepts(header, REQUEST, PAYMENT, NOW, SECRET)).isTrue();
    }

    @Test
    void aMissingRequestIdIsLeftOutOfTheManifest() {
        var header =
                "ts=1773422551412,v1="
                        + "b24efeaf1057ad1932d2db6366a99bf51f146dda93ba88bde02994d538803872";

        assertThat(accepts(header, "", PAYMENT, NOW, SECRET)).isTrue();
        assertThat(accepts(header, REQUEST, PAYMENT, NOW, SECRET)).isFalse();
    }

    @Test
    void anIdIsSignedAsSentOrInLowerCase() {
        var asSent =
                "ts=1775984504077,v1="
                        + "5c2c58ee9353702a90448fa3f71e865e12ede36029a8017fe2ab070c76f98dba";
        var now = Instant.ofEpochSecond(1775984507);
        var lower = "id:%s;request-id:%s;ts:1775984504;".formatted(ORDER.toLowerCase(), REQUEST);

        assertThat(accepts(asSent, REQUEST, ORDER, now, SECRET)).isTrue();
        assertThat(accepts("ts=1775984504,v1=" + hmac(lower), REQUEST, ORDER, now, SECRET))
                .isTrue();
    }

    @Test
    void aMissingIdIsLeftOutOfTheManifest() {
        var header = "ts=1773422551,v1=" + hmac("request-id:" + REQUEST + ";ts:1773422551;");

        assertThat(accepts(header, REQUEST, "", NOW, SECRET)).isTrue();
        assertThat(accepts(header, REQUEST, PAYMENT, NOW, SECRET)).isFalse();
    }

    @Test
    void acceptsEverySecretAndNoEmptyOne() {
        assertThat(accepts(HEADER, REQUEST, PAYMENT, NOW, "0123456789abcdef", SECRET)).isTrue();
        assertThat(accepts(HEADER, REQUEST, PAYMENT, NOW, "APP_USR-7301-demo")).isFalse();
        assertThat(accepts(HEADER, REQUEST, PAYMENT, NOW)).isFalse();
        assertThat(accepts(HEADER, REQUEST, PAYMENT, NOW, "", " ")).isFalse();
    }

    @Test
    void refusesWhatNobodyKeyed() {
        var manifest = "id:%s;request-id:%s;ts:1773422551;".formatted(PAYMENT, REQUEST);
        var dummy = Digests.hmacSha256(Digests.DUMMY_KEY, manifest.getBytes(UTF_8));
        var header = "ts=1773422551,v1=" + HexFormat.of().formatHex(dummy);

        assertThat(accepts(header, REQUEST, PAYMENT, NOW)).isFalse();
        assertThat(accepts(header, REQUEST, PAYMENT, NOW, " ")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"300,true", "301,false", "-300,true", "-304,false"})
    void theWindowIsFiveMinutesToEitherSide(long seconds, boolean accepted) {
        var now = Instant.ofEpochSecond(1773422551).plusSeconds(seconds);

        assertThat(accepts(HEADER, REQUEST, PAYMENT, now, SECRET)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ts=1773422551412",
                "v1=" + SIGNATURE,
                "ts=now,v1=" + SIGNATURE,
                "ts=,v1=" + SIGNATURE,
                "ts=1773422551412,v1=",
                "ts=1773422551412,ts=1773422551412,v1=" + SIGNATURE,
                "ts=1773422551412,v1=" + SIGNATURE + ",v1=" + SIGNATURE,
                "ts=1773422551412;v1=" + SIGNATURE
            })
    void refusesAMalformedHeader(String header) {
        assertThat(accepts(header, REQUEST, PAYMENT, NOW, SECRET)).isFalse();
    }

    @Test
    void everyChangedCharacterOfWhatIsSignedIsRefused() {
        for (var text : List.of(HEADER, REQUEST, PAYMENT)) {
            for (var index = 0; index < text.length(); index++) {
                var changed = new StringBuilder(text);
                changed.setCharAt(index, (char) (text.charAt(index) ^ 1));
                var header = text.equals(HEADER) ? changed.toString() : HEADER;
                var request = text.equals(REQUEST) ? changed.toString() : REQUEST;
                var id = text.equals(PAYMENT) ? changed.toString() : PAYMENT;

                assertThat(accepts(header, request, id, NOW, SECRET)).as(changed + "").isFalse();
            }
        }
    }

    @Test
    void refusesWhatIsMissingOrRepeated() {
        var ok = List.of(HEADER);
        var request = List.of(REQUEST);
        var id = List.of(PAYMENT);

        assertThat(accepts(ok, request, id)).isTrue();
        assertThat(accepts(List.of(HEADER, HEADER), request, id)).isFalse();
        assertThat(accepts(ok, List.of(REQUEST, REQUEST), id)).isFalse();
        assertThat(accepts(ok, request, List.of(PAYMENT, PAYMENT))).isFalse();
        assertThat(accepts(List.of(), request, id)).isFalse();
    }

    @Test
    void theBodyIsNotSigned() {
        var body =
                "{\"action\":\"payment.updated\",\"type\":\"payment\",\"data\":{\"id\":\"999\"}}";

        assertThat(verdict(headers(HEADER, REQUEST), PAYMENT, body.getBytes(UTF_8), NOW, SECRET))
                .isEqualTo(new Verdict.Authentic());
    }

    @Test
    void objectsToSecretsThatCannotVerify() {
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("APP_USR-7301-0123456789", "short"), Map.of()))
                .hasSize(2);
        assertThat(gateway.objectionsTo(List.of(), Map.of("api_base", "x"))).hasSize(2);
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of("api_base_url", "http://x.test")))
                .hasSize(1);
    }

    private boolean accepts(List<String> header, List<String> request, List<String> id) {
        var headers = Map.of("x-signature", header, "x-request-id", request);
        var arrival = new Arrival(headers, Map.of("data.id", id), new byte[0]);
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(SECRET), Map.of()), NOW);
        return verdict.equals(new Verdict.Authentic());
    }

    private boolean accepts(
            String header, String request, String id, Instant now, String... secrets) {
        var body = Answers.bytes("notice-payment-updated");
        return verdict(headers(header, request), id, body, now, secrets)
                .equals(new Verdict.Authentic());
    }

    private static Map<String, List<String>> headers(String signature, String request) {
        var headers = new HashMap<String, List<String>>();
        headers.put("x-signature", List.of(signature));
        if (!request.isEmpty()) {
            headers.put("x-request-id", List.of(request));
        }
        return headers;
    }

    private Verdict verdict(
            Map<String, List<String>> headers,
            String id,
            byte[] body,
            Instant now,
            String... secrets) {
        var query = Map.of("type", List.of("payment"), "data.id", List.of(id));
        var arrival = new Arrival(headers, query, body);
        return gateway.authenticate(arrival, Trust.in(List.of(secrets), Map.of()), now);
    }

    private static String hmac(String manifest) {
        var hmac = Digests.hmacSha256(SECRET.getBytes(UTF_8), manifest.getBytes(UTF_8));
        return HexFormat.of().formatHex(hmac);
    }
}

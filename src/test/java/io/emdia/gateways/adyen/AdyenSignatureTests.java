package io.emdia.gateways.adyen;

import static io.emdia.gateways.adyen.AdyenBodies.KEY;
import static io.emdia.gateways.adyen.AdyenBodies.body;
import static io.emdia.gateways.adyen.AdyenBodies.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;
import io.emdia.gateways.adyen.AdyenBodies.Item;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class AdyenSignatureTests {

    private static final String OTHER_KEY = "AB".repeat(32);
    private static final String OFFICIAL_KEY =
            "9064450A8892A093D9E97EFCC9639DE31B74F3A7803135555A3C96F5A57915D6";
    private static final Instant NOW = Instant.parse("2026-03-13T17:22:40Z");
    private static final String WHOLE_BODY = "9pBhfdesDNFP9GfF39X8Cf3FyQOkedS7B5QbOb25cf4=";

    private final AdyenGateway gateway = new AdyenGateway();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pix-issued", "pix-authorised", "refunded-in-part", "offer-closed", "card-refused",
                "card-authorised", "captured", "chargeback-announced", "chargeback", "refund-failed"
            })
    void acceptsWhatAdyenSigned(String name) {
        assertThat(accepts(bytes(name), KEY)).isTrue();
        assertThat(accepts(bytes(name), OTHER_KEY, KEY)).isTrue();
        assertThat(accepts(bytes(name), OTHER_KEY)).isFalse();
    }

    @Test
    void noKeyAuthenticatesNothing() {
        assertThat(accepts(bytes("pix-issued"))).isFalse();
        assertThat(accepts(bytes("pix-issued"), "", " ", "not hexadecimal")).isFalse();
    }

    @Test
    void refusesEveryChangedMemberThatIsSigned() {
        var genuine = new String(bytes("refunded-in-part"), UTF_8);
        for (var signed :
                List.of(
                        "DEMO7301REEMB001",
                        "DEMO7301MARCO001",
                        "LojaDemoBR",
                        "COB-7301-2026-03",
                        "4990",
                        "REFUND",
                        "true",
                        "c1cg3F8qAcf2KZz5AGpNBJwdO/GrEimgZEa5xK/YpUs=")) {
            for (var at = 0; at < signed.length(); at++) {
                var changed = replaced(signed, at);
                var forged = genuine.replace('"' + signed + '"', '"' + changed + '"');
                forged = forged.replace(":" + signed + "}", ":" + changed + "}");
                assertThat(forged).isNotEqualTo(genuine);
                assertThat(accepts(forged.getBytes(UTF_8), KEY)).as(changed).isFalse();
            }
        }
        assertThat(accepts(genuine.replace("BRL", "USD").getBytes(UTF_8), KEY)).isFalse();
    }

    @Test
    void whatIsNotSignedMayDiffer() {
        var body = new String(bytes("pix-authorised"), UTF_8).replace("03-13T", "03-20T");

        assertThat(accepts(body.getBytes(UTF_8), KEY)).isTrue();
    }

    @Test
    void anAmountMayBeATextOrMissing() {
        var number = body(Item.of("AUTHORISATION"));
        var text = new String(number, UTF_8).replace(":14990}", ":\"14990\"}");

        assertThat(accepts(text.getBytes(UTF_8), KEY)).isTrue();
        assertThat(
                        signed(
                                "{'pspReference':'test_REPORT_AVAILABLE','success':'true',"
                                    + "'merchantAccountCode':'Magento2Rik','eventCode':'REPORT_AVAILABLE',"
                                    + "'merchantReference':'testMerchantRef1'}"))
                .isEqualTo(
                        "test_REPORT_AVAILABLE::Magento2Rik:testMerchantRef1:::REPORT_AVAILABLE:true");
    }

    @Test
    void agreesWithTheOfficialVectors() {
        assertThat(hmac(OFFICIAL_KEY, "TestPayload"))
                .isEqualTo("YA9/UDjldIO4Gq68X4ATYYoEaPYH4f4k2uzBBzEF1PA=");
        var report =
                signed(
                        "{'pspReference':'test_REPORT_AVAILABLE','success':'true',"
                            + "'merchantAccountCode':'Magento2Rik','eventCode':'REPORT_AVAILABLE',"
                            + "'merchantReference':'testMerchantRef1',"
                            + "'amount':{'value':'0','currency':'EUR'}}");
        assertThat(hmac(OFFICIAL_KEY, report))
                .isEqualTo("NuEkADFmlCC6VgX+wcoPAegIWxVPNBPCuKlM4Hzo5qc=");
        var slashes =
                signed(
                        "{'amount':{'currency':'EUR','value':1000},'eventCode':'AUTHORISATION',"
                                + "'merchantAccountCode':'AntoniStroinski',"
                                + "'merchantReference':'\\\\:/\\\\/slashes are fun',"
                                + "'pspReference':'ZVWN7D3WSMK2WN82','success':'true'}");
        assertThat(slashes)
                .isEqualTo(
                        "ZVWN7D3WSMK2WN82::AntoniStroinski:\\:/\\/slashes are fun"
                                + ":1000:EUR:AUTHORISATION:true");
        assertThat(
                        hmac(
                                "74F490DD33F7327BAECC88B2947C011FC02D014A473AAA33A8EC93E4DC069174",
                                slashes))
                .isEqualTo("CZErGCNQaSsxbaQfZaJlakqo7KPP+mIa8a+wx3yNs9A=");
    }

    @Test
    void oneForgedItemAmongGenuineOnesRefusesThemAll() {
        var genuine = Item.of("AUTHORISATION");
        var both = new String(body(genuine, genuine.psp("", "PSP2")), UTF_8);

        assertThat(accepts(both.getBytes(UTF_8), KEY)).isTrue();
        assertThat(accepts(both.replace("PSP2", "PSP3").getBytes(UTF_8), KEY)).isFalse();
        assertThat(accepts(both.replace("PSP1", "PSP3").getBytes(UTF_8), KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"notificationItems\":[]}",
                "{\"notificationItems\":[{}]}",
                "{\"notificationItems\":[{\"NotificationRequestItem\":{}}]}",
                "eventCode=AUTHORISATION"
            })
    void refusesWhatHoldsNoSignedItem(String body) {
        assertThat(accepts(body.getBytes(UTF_8), KEY)).isFalse();
    }

    @Test
    void aFormIsSignedAsJsonIs() {
        var hmac = Item.of("AUTHORISATION").signed(KEY).replace("+", "%2B").replace("=", "%3D");
        var form =
                "live=false&eventCode=AUTHORISATION&pspReference=PSP1&originalReference="
                        + "&merchantAccountCode=Loja&merchantReference=COB-1&value=14990"
                        + "&currency=BRL&success=true&eventDate=2026-04-12T06%3A01%3A44-03%3A00"
                        + "&additionalData.hmacSignature="
                        + hmac;

        assertThat(accepts(form.getBytes(UTF_8), KEY)).isTrue();
        assertThat(accepts(form.replace("14990", "1").getBytes(UTF_8), KEY)).isFalse();
    }

    @Test
    void theNewerFamiliesAreSignedAsAWhole() {
        var body = bytes("token-created");

        assertThat(verdict(Map.of("hmacsignature", List.of(WHOLE_BODY)), body, KEY)).isTrue();
        assertThat(verdict(Map.of("hmacsignature", List.of(WHOLE_BODY)), body, OTHER_KEY))
                .isFalse();
        assertThat(verdict(Map.of("hmacsignature", List.of(WHOLE_BODY, WHOLE_BODY)), body, KEY))
                .isFalse();
        assertThat(accepts(body, KEY)).isFalse();
        for (var at = 0; at < body.length; at++) {
            var changed = body.clone();
            changed[at] ^= 1;
            assertThat(verdict(Map.of("hmacsignature", List.of(WHOLE_BODY)), changed, KEY))
                    .as("byte %d", at)
                    .isFalse();
        }
    }

    @Test
    void objectsToKeysThatAreNotHexadecimalAndToUnknownSettings() {
        assertThat(gateway.objectionsTo(List.of(KEY), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of(KEY), AdyenBodies.MANUAL)).isEmpty();
        assertThat(gateway.objectionsTo(List.of(), Map.of())).hasSize(1);
        assertThat(gateway.objectionsTo(List.of("", "xyz", "ABC"), Map.of())).hasSize(3);
        assertThat(gateway.objectionsTo(List.of(KEY), Map.of("capture_mode", "later"))).hasSize(1);
        assertThat(gateway.objectionsTo(List.of(KEY), Map.of("capture", "manual"))).hasSize(1);
    }

    private static String replaced(String text, int at) {
        var replacement = text.charAt(at) == '7' ? '8' : '7';
        return text.substring(0, at) + replacement + text.substring(at + 1);
    }

    private static String signed(String item) {
        var body =
                "{'notificationItems':[{'NotificationRequestItem':%s}]}"
                        .formatted(item)
                        .replace('\'', '"');
        return new String(AdyenBody.of(body.getBytes(UTF_8)).items().getFirst().signed(), UTF_8);
    }

    private static String hmac(String key, String data) {
        var hmac = Digests.hmacSha256(HexFormat.of().parseHex(key), data.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(hmac);
    }

    private boolean accepts(byte[] body, String... keys) {
        return verdict(Map.of(), body, keys);
    }

    private boolean verdict(Map<String, List<String>> headers, byte[] body, String... keys) {
        var arrival = new Arrival(headers, Map.of(), body);
        var verdict = gateway.authenticate(arrival, Trust.in(List.of(keys), Map.of()), NOW);
        return verdict.equals(new Verdict.Authentic());
    }
}

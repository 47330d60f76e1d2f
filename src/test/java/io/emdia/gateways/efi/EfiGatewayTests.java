package io.emdia.gateways.efi;

import static io.emdia.gateways.efi.EfiBodies.answer;
import static io.emdia.gateways.efi.EfiBodies.bytes;
import static io.emdia.gateways.efi.EfiBodies.events;
import static io.emdia.gateways.efi.EfiBodies.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Lookup;
import io.emdia.gateways.Reading;
import io.emdia.gateways.Resource;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class EfiGatewayTests {

    private static final String SECRET = "e-demo-7301-hmac";
    private static final String TOKEN = "7301c0de-7301-4000-8000-0000000000aa";

    private final EfiGateway gateway = new EfiGateway();
    private final EfiApi api = new EfiApi();

    @ParameterizedTest
    @ValueSource(strings = {"secret", "hmac"})
    void theSecretInTheUrlIsTheProof(String parameter) {
        assertThat(accepts(Map.of(parameter, List.of(SECRET), "ignorar", List.of("")), SECRET))
                .isTrue();
        assertThat(accepts(Map.of(parameter, List.of(SECRET)), "another-secret-1", SECRET))
                .isTrue();
        assertThat(accepts(Map.of(parameter, List.of(SECRET)), "another-secret-1")).isFalse();
        assertThat(accepts(Map.of(parameter, List.of(SECRET, SECRET)), SECRET)).isFalse();
    }

    @Test
    void everyChangedCharacterOfTheSecretIsRefused() {
        for (var index = 0; index < SECRET.length(); index++) {
            var changed = new StringBuilder(SECRET);
            changed.setCharAt(index, (char) (SECRET.charAt(index) ^ 1));

            assertThat(accepts(Map.of("secret", List.of(changed.toString())), SECRET)).isFalse();
            assertThat(accepts(Map.of("secret", List.of(SECRET.substring(index))), SECRET))
                    .isEqualTo(index == 0);
        }
    }

    @Test
    void withoutASecretNothingIsAuthentic() {
        assertThat(accepts(Map.of("ignorar", List.of("")), SECRET)).isFalse();
        assertThat(accepts(Map.of("secret", List.of("")), SECRET)).isFalse();
        assertThat(accepts(Map.of("secret", List.of("")), "")).isFalse();
        assertThat(accepts(Map.of("secret", List.of("efi")))).isFalse();
        assertThat(accepts(Map.of(), " ")).isFalse();
    }

    @Test
    void objectsToSecretsThatAreGuessed() {
        assertThat(gateway.objectionsTo(List.of(SECRET), Map.of())).isEmpty();
        assertThat(gateway.objectionsTo(List.of("short", "with spaces in it"), Map.of()))
                .hasSize(2);
        assertThat(gateway.objectionsTo(List.of(), Map.of("chave", "x"))).hasSize(2);
    }

    @Test
    void efiAppendsPixToThePath() {
        assertThat(gateway.pathEndings()).containsExactly("pix");
    }

    @Test
    void aNotificationOnlyNamesAHistory() {
        var read = events(webhook(bytes("notification.txt")));

        assertThat(read.lookups())
                .containsExactly(new Lookup(new Resource("notification", TOKEN), true));
        assertThat(read.events()).singleElement().matches(event -> event.facts().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"evento\":\"teste_webhook\",\"data_criacao\":\"2026-03-01\"}",
                "{\"pix\":[]}",
                "teste=1"
            })
    void aTrialIsAnEventWithoutFacts(String body) {
        var read = events(webhook(body.getBytes(UTF_8)));

        assertThat(read.lookups()).isEmpty();
        assertThat(read.events()).singleElement().matches(event -> event.facts().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notification=../v1/x",
                "{\"pix\":7}",
                "{\"pix\":[{}]}",
                "{\"pix\":[{\"endToEndId\":\"E\",\"horario\":\"2026-03-01T10:00:00Z\"}]}",
                "{\"pix\":[{\"endToEndId\":\"E\",\"horario\":\"x\",\"valor\":\"1.00\"}]}",
                "{\"pix\":[{\"endToEndId\":\"E\",\"horario\":\"2026-03-01T10:00:00Z\","
                        + "\"valor\":\"1.001\"}]}"
            })
    void whatLacksWhatItMustIsUnreadable(String body) {
        assertThat(webhook(body.getBytes(UTF_8))).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "charge,{'data':{'charge_id':2}}",
        "charge,{'data':[]}",
        "notification,{'code':200}",
        "notification,{'data':[]}",
        "subscription,{'data':{'subscription_id':2}}",
        "unknown,{}"
    })
    void anAnswerThatLiesOrLacksIsUnreadable(String kind, String body) {
        assertThat(answer(kind, "1", body.replace("''", "'")))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "notification," + TOKEN + ",/v1/notification/" + TOKEN,
        "charge,730131,/v1/charge/730131",
        "subscription,7301,/v1/subscription/7301"
    })
    void resourcesAreAskedForWithABearer(String kind, String id, String path) {
        var call = Objects.requireNonNull(api.call(new Resource(kind, id), Map.of(), "id:a:b"));
        var grant = Objects.requireNonNull(call.grant());

        assertThat(call.uri()).hasToString("https://cobrancas.api.efipay.com.br" + path);
        assertThat(grant.uri()).hasToString("https://cobrancas.api.efipay.com.br/v1/authorize");
        assertThat(grant.client()).isEqualTo("id");
        assertThat(grant.secret()).isEqualTo("a:b");
        assertThat(call.toString() + grant).doesNotContain("a:b");
    }

    @Test
    void whatCannotBeAskedForIsNot() {
        assertThat(api.call(new Resource("charge", "1"), Map.of(), "no-colon")).isNull();
        assertThat(api.call(new Resource("charge", "1/2"), Map.of(), "id:secret")).isNull();
        assertThat(api.call(new Resource("pix", "1"), Map.of(), "id:secret")).isNull();
        assertThat(api.ofCharge("7301demoMarco2026txid000000031")).isNull();
        assertThat(api.ofCharge("730131")).isEqualTo(new Resource("charge", "730131"));
    }

    private boolean accepts(Map<String, List<String>> query, String... secrets) {
        var arrival = new Arrival(Map.of(), query, bytes("pix-received.json"));
        var trust = Trust.in(List.of(secrets), Map.of());
        return gateway.authenticate(arrival, trust, Instant.EPOCH).equals(new Verdict.Authentic());
    }
}

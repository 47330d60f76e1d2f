package io.emdia.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.demo.Scene.Turn;
import io.emdia.facts.Method;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class StreetTests {

    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final int LONG = 20_000;

    @Test
    void chargesAreBothIssuedAndPaidForEver() {
        var turns = scenes(LONG).collect(Collectors.groupingBy(Scene::turn, Collectors.counting()));

        assertThat(turns.get(Turn.ISSUED)).isBetween(LONG / 3L, LONG / 2L + 100);
        assertThat(turns.get(Turn.PAID)).isGreaterThan(LONG / 3L);
        assertThat(turns.keySet()).containsExactlyInAnyOrder(Turn.values());
    }

    @Test
    void everySceneHasItsOwnId() {
        assertThat(scenes(LONG).map(Scene::id)).doesNotHaveDuplicates();
    }

    @Test
    void aMinuteIsEnoughToSeeMoneyFallDueAndComeIn() {
        assertThat(scenes(150).map(Scene::turn)).contains(Turn.ISSUED, Turn.PAID);
    }

    @Test
    void customersPayAsTheGatewayCanBePaid() {
        var street = street(Set.of(Method.PIX), CLOCK, 1);

        assertThat(Stream.generate(street::next).limit(LONG))
                .allSatisfy(scene -> assertThat(scene.sale().method()).isEqualTo(Method.PIX));
    }

    @Test
    void signsAsStandardWebhooksPublishedExampleDoes() {
        var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        var secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

        assertThat(Signatures.standard(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    static Street street(Set<Method> methods, InstantSource clock, long run) {
        var settings =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("emdia.demo", DemoSettings.class);
        List<Subscriber> subscribers = Company.subscribers(settings, LocalDate.of(2026, 11, 22));
        return new Street(subscribers, methods, clock, ZONE, run);
    }

    private static Stream<Scene> scenes(int count) {
        var street = street(Set.of(Method.values()), CLOCK, 1);
        return Stream.generate(street::next).limit(count);
    }
}

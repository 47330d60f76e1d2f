package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import java.util.Map;

class AudienceTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Audience audience =
            new Audience(
                    Limits.with(
                            Map.of(
                                    "emdia.live.max-streams", 3,
                                    "emdia.live.max-streams-per-merchant", 2)),
                    new LiveMeters(registry));

    @Test
    void aMerchantsCrowdIsTurnedAwayWithoutTouchingAnother() {
        audience.enter("acme");
        audience.enter("acme");

        assertThatThrownBy(() -> audience.enter("acme"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.status())
                                        .isEqualTo(HttpStatus.TOO_MANY_REQUESTS));
        audience.enter("other");
        assertThat(audience.open()).isEqualTo(3);
    }

    @Test
    void aFullNodeAnswersUnavailable() {
        audience.enter("a");
        audience.enter("b");
        audience.enter("c");

        assertThatThrownBy(() -> audience.enter("d"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.status())
                                        .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));
    }

    @Test
    void aPlaceGivenBackIsFreeAgain() {
        audience.enter("acme");
        audience.enter("acme");
        audience.leave("acme");

        audience.enter("acme");

        assertThat(registry.get("emdia.sse.clients").gauge().value()).isEqualTo(2);
    }
}

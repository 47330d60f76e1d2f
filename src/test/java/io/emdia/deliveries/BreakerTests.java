package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.deliveries.Breaker.Pass;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class BreakerTests {

    private Instant now = Instant.parse("2025-06-30T12:00:00Z");
    private final Breaker breaker = new Breaker(3, Duration.ofMillis(500), () -> now);

    @Test
    void aSuccessBetweenFailuresKeepsItClosed() {
        breaker.failed();
        breaker.failed();
        breaker.succeeded();
        breaker.failed();
        breaker.failed();

        assertThat(breaker.ask()).isEqualTo(Pass.FREE);
    }

    @Test
    void afterConsecutiveFailuresOneProbeAtATimeIsLetThrough() {
        fail(3);

        assertThat(breaker.ask()).isEqualTo(Pass.REFUSED);
        now = now.plusMillis(500);
        assertThat(breaker.ask()).isEqualTo(Pass.PROBE);
        assertThat(breaker.ask()).isEqualTo(Pass.REFUSED);
    }

    @Test
    void aProbeThatFailsIsFollowedByAnotherAfterAWhile() {
        fail(3);
        now = now.plusMillis(500);
        breaker.ask();
        breaker.failed();

        assertThat(breaker.ask()).isEqualTo(Pass.REFUSED);
        now = now.plusMillis(500);
        assertThat(breaker.ask()).isEqualTo(Pass.PROBE);
    }

    @Test
    void aProbeThatSucceedsClosesIt() {
        fail(10);
        now = now.plusMillis(500);
        breaker.ask();
        breaker.succeeded();

        assertThat(breaker.ask()).isEqualTo(Pass.FREE);
        assertThat(breaker.isOpen()).isFalse();
    }

    private void fail(int times) {
        for (var n = 0; n < times; n++) {
            breaker.failed();
        }
    }
}

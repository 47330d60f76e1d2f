package io.emdia.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.time.Instant;

class WatchTests {

    private Instant now = Instant.parse("2025-06-30T12:00:00Z");
    private final Watch watch =
            new Watch(
                    () -> now,
                    new LogSettings.ConsumerSettings(
                            1,
                            DataSize.ofMegabytes(1),
                            Duration.ofSeconds(6),
                            Duration.ofSeconds(10),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(5),
                            Duration.ofSeconds(1)));

    @Test
    void aQuietLogIsNoSilence() {
        pass(3_600, 0);
        watch.looked(1);

        assertThat(watch.isStalled()).isFalse();
        assertThat(watch.isHealthy()).isTrue();
    }

    @Test
    void deliveriesThatWaitAndAreNotTakenAreAStall() {
        pass(31, 5);

        assertThat(watch.isStalled()).isTrue();
        assertThat(watch.isHealthy()).isFalse();
    }

    @Test
    void whateverFinishesEndsTheSilence() {
        pass(20, 5);
        watch.took();
        watch.finished();
        pass(20, 5);

        assertThat(watch.isStalled()).isFalse();
    }

    @Test
    void aBatchUnderWayIsGivenMoreTimeButIsNoLongerHealthy() {
        watch.took();
        pass(60, 5);

        assertThat(watch.isStalled()).isFalse();
        assertThat(watch.isHealthy()).isFalse();
        pass(300, 5);
        assertThat(watch.isStalled()).isTrue();
    }

    private void pass(int seconds, long lag) {
        for (var n = 0; n < seconds; n++) {
            watch.looked(lag);
            now = now.plusSeconds(1);
        }
        watch.looked(lag);
    }
}

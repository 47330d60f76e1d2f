package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

class RetryAfterTests {

    private static final Instant NOW = Instant.parse("2025-06-30T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 7 ', PT7S",
        "'Mon, 30 Jun 2025 12:01:30 GMT', PT1M30S",
        "'Mon, 30 Jun 2025 11:59:00 GMT', PT0S"
    })
    void secondsAndDatesAreRead(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "2025-06-30"})
    void anythingElseSaysNothing(String header) {
        assertThat(RetryAfter.read(header, NOW)).isNull();
    }

    @Test
    void noHeaderSaysNothing() {
        assertThat(RetryAfter.read(null, NOW)).isNull();
    }
}

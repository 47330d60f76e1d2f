package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

import java.net.InetAddress;
import java.time.Instant;

class SignInThrottleTests {

    private static final InetAddress GUESSER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");

    private Instant now = Instant.EPOCH;
    private final SignInThrottle throttle = new SignInThrottle(() -> now);

    @Test
    void whoGuessesIsToldWhenToComeBack() {
        tryAll();

        assertThatThrownBy(() -> throttle.admit(GUESSER))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
                            assertThat(problem.retryAfter()).isEqualTo(SignInThrottle.WINDOW);
                        });
        throttle.admit(OTHER);
    }

    @Test
    void afterTheWindowThereAreAsManyAgain() {
        tryAll();
        now = now.plus(SignInThrottle.WINDOW);

        tryAll();
        assertThatThrownBy(() -> throttle.admit(GUESSER)).isInstanceOf(Problem.class);
    }

    private void tryAll() {
        for (var attempt = 0; attempt < SignInThrottle.ATTEMPTS_MAX; attempt++) {
            throttle.admit(GUESSER);
        }
    }
}

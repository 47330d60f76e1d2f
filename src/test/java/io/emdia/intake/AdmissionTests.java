package io.emdia.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;
import io.emdia.merchants.Connection;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Room for 10 webhooks of 10 KB, of which one merchant has 4 of 4 KB and one connection 3. */
class AdmissionTests {

    private static final int KILOBYTE = 1024;

    private final Admission admission = new Admission(settings());

    private static IntakeSettings settings() {
        return new IntakeSettings(
                DataSize.ofKilobytes(4),
                1000,
                1000,
                10,
                3,
                4,
                DataSize.ofKilobytes(10),
                DataSize.ofKilobytes(4),
                Duration.ofSeconds(2));
    }

    @Test
    void aMerchantOfManyConnectionsTakesNoMoreThanItsShare() {
        for (var number = 0; number < 4; number++) {
            enter("noisy", "c" + number, 1);
        }
        for (var number = 0; number < 20; number++) {
            refused("noisy", "c" + number, 1);
        }

        enter("quiet", "q1", 1);
    }

    @Test
    void aMerchantOfLargeBodiesTakesNoMoreThanItsShareOfBytes() {
        enter("noisy", "c1", 3 * KILOBYTE);
        refused("noisy", "c2", 2 * KILOBYTE);
        enter("noisy", "c2", KILOBYTE);

        enter("quiet", "q1", 4 * KILOBYTE);
    }

    @Test
    void oneConnectionLeavesSomeOfItsMerchantsShare() {
        for (var number = 0; number < 3; number++) {
            enter("noisy", "c1", 1);
        }
        refused("noisy", "c1", 1);

        enter("noisy", "c2", 1);
    }

    @Test
    void allMerchantsTogetherTakeNoMoreThanThereIs() {
        for (var number = 0; number < 10; number++) {
            enter("m" + number, "c" + number, 1);
        }

        refused("another", "a1", 1);
    }

    @Test
    void whatLeavesMakesRoomWhateverItHeld() {
        for (var round = 0; round < 100; round++) {
            var slots = new ArrayList<Admission.Slot>();
            slots.add(enter("m1", "c1", 4 * KILOBYTE));
            slots.getFirst().shrinkTo(1);
            refused("m1", "c1", 4 * KILOBYTE);
            slots.add(enter("m1", "c1", KILOBYTE));
            slots.add(enter("m1", "c2", KILOBYTE));
            slots.forEach(Admission.Slot::leave);
        }
        enter("m1", "c1", 4 * KILOBYTE);
    }

    @Test
    void whoIsRefusedHoldsNothing() {
        var held = enter("m1", "c1", 4 * KILOBYTE);
        for (var number = 0; number < 100; number++) {
            refused("m1", "c2", 1);
        }
        held.leave();

        for (var number = 0; number < 3; number++) {
            enter("m1", "c2", 1);
        }
    }

    private Admission.Slot enter(String merchant, String connection, int size) {
        return admission.enter(turnstile(merchant, connection), size);
    }

    private void refused(String merchant, String connection, int size) {
        assertThatThrownBy(() -> enter(merchant, connection, size))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
                            assertThat(problem.retryAfter()).isEqualTo(Duration.ofSeconds(2));
                        });
    }

    private Turnstile turnstile(String merchant, String connection) {
        return admission.turnstileOf(
                new Connection(connection, merchant, "standard", List.of(), null, Map.of(), true));
    }
}

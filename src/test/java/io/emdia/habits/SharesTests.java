package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;

class SharesTests {

    private static final int SEEDS = 300;
    private static final BigDecimal STEP = new BigDecimal("0.000001");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @Test
    void thirdsAddUpToOne() {
        assertThat(Shares.of(List.of(1L, 1L, 1L)))
                .containsExactly(
                        new BigDecimal("0.333334"),
                        new BigDecimal("0.333333"),
                        new BigDecimal("0.333333"));
    }

    @Test
    void theGreatestRemainderIsRoundedUp() {
        assertThat(Shares.of(List.of(5000L, 25000L)))
                .containsExactly(new BigDecimal("0.166667"), new BigDecimal("0.833333"));
    }

    @Test
    void ofNothingThereAreNoShares() {
        assertThat(Shares.of(List.of(0L, 0L))).containsExactly(null, null);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sharesAddUpToOneAndAreRightToTheLastDecimal(long seed) {
        var random = new Random(seed);
        var parts = random.longs(1 + random.nextInt(12), 0, 1L << random.nextInt(2, 62)).boxed();
        var amounts = parts.toList();

        var shares = Shares.of(amounts);

        var total = amounts.stream().map(BigDecimal::valueOf).reduce(BigDecimal::add).orElseThrow();
        if (total.signum() > 0) {
            assertThat(shares.stream().map(Objects::requireNonNull).reduce(BigDecimal::add))
                    .hasValue(new BigDecimal("1.000000"));
            for (int at = 0; at < shares.size(); at++) {
                var share = Objects.requireNonNull(shares.get(at));
                var off = share.multiply(total).subtract(BigDecimal.valueOf(amounts.get(at)));
                assertThat(off.abs()).isLessThan(total.multiply(STEP));
            }
        }
    }
}

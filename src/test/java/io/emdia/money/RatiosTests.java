package io.emdia.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigInteger;

class RatiosTests {

    @ParameterizedTest(name = "{0} / {1} is {2}")
    @CsvSource({
        "35000, 83000, 0.421687",
        "0, 7, 0.000000",
        "-3, 2, -1.500000",
        "1, 2000000, 0.000000",
        "3, 2000000, 0.000002",
        "5, 2000000, 0.000002"
    })
    void roundsOnceToTheEvenNeighbor(long numerator, long denominator, String ratio) {
        assertThat(Ratios.of(numerator, denominator)).hasToString(ratio);
    }

    @Test
    void nothingToDivideByIsNoRatio() {
        assertThat(Ratios.of(5, 0)).isNull();
        assertThat(Ratios.of(0, 0)).isNull();
    }

    @Test
    void doesNotOverflow() {
        var huge = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.TEN);

        assertThat(Ratios.of(huge, huge.negate())).isEqualByComparingTo("-1");
    }
}

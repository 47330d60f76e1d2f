package io.emdia.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Which rate a day has. */
class DailyRatesTests {

    private static final LocalDate SECOND = LocalDate.of(2025, 6, 2);
    private static final LocalDate FIFTH = LocalDate.of(2025, 6, 5);
    private static final DailyRates RATES =
            new DailyRates(
                    "BRL",
                    Map.of(
                            "USD",
                            new TreeMap<>(
                                    Map.of(
                                            SECOND, new BigDecimal("5.4321"),
                                            FIFTH, new BigDecimal("5.5")))));

    @Test
    void aDayHasItsOwnRateElseTheNewestEarlierOne() {
        assertThat(RATES.on("USD", SECOND)).isEqualTo("5.4321");
        assertThat(RATES.on("USD", SECOND.plusDays(2))).isEqualTo("5.4321");
        assertThat(RATES.on("USD", FIFTH)).isEqualTo("5.5");
        assertThat(RATES.on("USD", FIFTH.plusYears(3))).isEqualTo("5.5");
    }

    @Test
    void aDayBeforeTheFirstHasTheFirst() {
        assertThat(RATES.on("USD", LocalDate.of(1999, 1, 1))).isEqualTo("5.4321");
    }

    @Test
    void theCurrencyOfTheSumsIsWorthItself() {
        assertThat(RATES.on("BRL", SECOND)).isEqualTo("1");
        assertThat(RATES.covers("BRL")).isTrue();
    }

    @Test
    void aCurrencyWithoutRatesHasNone() {
        assertThat(RATES.covers("USD")).isTrue();
        assertThat(RATES.covers("EUR")).isFalse();
        assertThatThrownBy(() -> RATES.on("EUR", SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EUR");
    }
}

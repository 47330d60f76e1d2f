package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.kpi.PaymentLags.Lag;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

class DaysToPayTests {

    private static final int SEEDS = 300;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    /** Every minor unit is a coin that came some day; the percentile is the day of one of them. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void percentilesAreThoseOfEveryCoin(long seed) {
        var random = new Random(seed);
        var coins = new ArrayList<Integer>();
        var byDay = new TreeMap<Integer, Long>();
        for (int at = 1 + random.nextInt(500); at > 0; at--) {
            var day = random.nextInt(-20, 60);
            coins.add(day);
            byDay.merge(day, 1L, Long::sum);
        }
        coins.sort(null);

        var days = DaysToPay.of(lags(byDay));

        assertThat(days.p50()).isEqualTo(coin(coins, 50));
        assertThat(days.p90()).isEqualTo(coin(coins, 90));
        assertThat(days.p99()).isEqualTo(coin(coins, 99));
        assertThat(days.receivedAmount()).isEqualTo(coins.size());
        assertThat(days.payments()).isEqualTo(byDay.size());
    }

    private static List<Lag> lags(TreeMap<Integer, Long> byDay) {
        var lags = new ArrayList<Lag>();
        byDay.forEach((day, amount) -> lags.add(new Lag(day, amount, 1)));
        return lags;
    }

    private static Integer coin(List<Integer> sorted, int percent) {
        var rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(rank - 1);
    }

    @Test
    void nothingReceivedHasNoPercentile() {
        assertThat(DaysToPay.of(List.of()))
                .isEqualTo(new DaysToPay(0, 0, null, null, null, List.of()));
    }

    @Test
    void amountsBeyondALongAreWeighedExactly() {
        var lags = List.of(new Lag(1, Long.MAX_VALUE / 2, 1), new Lag(2, Long.MAX_VALUE / 2, 1));

        assertThat(DaysToPay.of(lags).p50()).isEqualTo(1);
        assertThat(DaysToPay.of(lags).p90()).isEqualTo(2);
    }
}

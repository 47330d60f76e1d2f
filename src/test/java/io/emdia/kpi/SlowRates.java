package io.emdia.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Rates of one foreign currency in BRL, looked up by going back day after day. */
record SlowRates(String foreign, int digits, Map<LocalDate, BigDecimal> byDay) {

    private static final LocalDate DAWN = LocalDate.of(2024, 1, 1);
    private static final LocalDate DUSK = LocalDate.of(2027, 1, 1);
    private static final int RATES = 40;

    static SlowRates random(Random random, String foreign, int digits) {
        var byDay = new HashMap<LocalDate, BigDecimal>();
        for (int at = 0; at < RATES; at++) {
            var day = RandomCharges.FIRST.plusDays(random.nextInt(500));
            byDay.put(day, BigDecimal.valueOf(1 + random.nextInt(9_999_999), random.nextInt(8)));
        }
        return new SlowRates(foreign, digits, byDay);
    }

    /** What a minor unit is worth in centavos. */
    BigDecimal worth(String currency, LocalDate day) {
        return currency.equals("BRL") ? BigDecimal.ONE : rate(day).movePointRight(2 - digits);
    }

    private BigDecimal rate(LocalDate day) {
        for (var ago = day; ago.isAfter(DAWN); ago = ago.minusDays(1)) {
            if (byDay.containsKey(ago)) {
                return byDay.get(ago);
            }
        }
        for (var later = day; later.isBefore(DUSK); later = later.plusDays(1)) {
            if (byDay.containsKey(later)) {
                return byDay.get(later);
            }
        }
        throw new IllegalStateException("no rate around " + day);
    }

    static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}

package io.emdia.kpi;

import io.emdia.money.Currencies;
import io.emdia.rates.DailyRates;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Cells of several currencies, those of one currency and one rate together. */
final class Parts {

    private final DailyRates rates;
    private final Map<Part, Cells> cells = new HashMap<>();

    Parts(DailyRates rates) {
        this.rates = rates;
    }

    /** Those that are worth what a currency is worth on a day. */
    Cells of(String currency, LocalDate day) {
        return cells.computeIfAbsent(
                new Part(currency, factor(rates, currency, day)), _ -> new Cells());
    }

    void each(BiConsumer<Part, Cells> part) {
        cells.forEach(part);
    }

    /** Minor units of the currency of the sums for one minor unit. */
    static BigDecimal factor(DailyRates rates, String currency, LocalDate day) {
        var digits = Currencies.fractionDigits(rates.into()) - Currencies.fractionDigits(currency);
        return rates.on(currency, day).scaleByPowerOfTen(digits).stripTrailingZeros();
    }
}

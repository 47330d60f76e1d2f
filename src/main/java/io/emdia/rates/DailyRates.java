package io.emdia.rates;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one unit of each other currency is worth in the currency a merchant sums in. A day without a
 * rate has the newest earlier one; a day before the first has the first.
 */
public record DailyRates(String into, Map<String, SortedMap<LocalDate, BigDecimal>> byCurrency) {

    /** Whether amounts in a currency can be told in the one of the sums. */
    public boolean covers(String currency) {
        return currency.equals(into) || byCurrency.containsKey(currency);
    }

    /** In units of the currency of the sums for one unit; it must be covered. */
    public BigDecimal on(String currency, LocalDate day) {
        if (currency.equals(into)) {
            return BigDecimal.ONE;
        }
        var rates = byCurrency.get(currency);
        if (rates == null) {
            throw new IllegalArgumentException(
                    "there is no rate of %s in %s".formatted(currency, into));
        }
        var known = rates.headMap(day.plusDays(1));
        return requireNonNull(rates.get(known.isEmpty() ? rates.firstKey() : known.lastKey()));
    }
}

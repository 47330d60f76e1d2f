package io.emdia.kpi;

import io.emdia.rates.DailyRates;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * What a document of several currencies covers.
 *
 * @param currencies all that there are charges or subscriptions in
 * @param scope in the currency of the sums
 */
record ConsolidatedScope(
        String merchantId, List<String> currencies, DailyRates rates, Scope scope) {

    /** Minor units of the currency of the sums for one minor unit. */
    BigDecimal factor(String currency, LocalDate day) {
        return Parts.factor(rates, currency, day);
    }
}

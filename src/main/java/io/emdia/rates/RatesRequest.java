package io.emdia.rates;

import io.emdia.http.Problem;
import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeSet;

/**
 * Rates as a caller tells them.
 *
 * @param currency what all of them are in
 */
record RatesRequest(@Nullable String currency, @Nullable List<Rate.@Nullable Told> rates) {

    static final int RATES_MAX = 1_000;

    /**
     * @param rates in the order in which they are stored
     */
    record Checked(String into, List<Rate> rates) {}

    /** A 400 names the member that is wrong. */
    Checked checked() {
        if (currency == null || !Currencies.isKnown(currency)) {
            throw Problem.invalid("currency", "must be an ISO 4217 code as in BRL");
        }
        if (rates == null || rates.isEmpty() || rates.size() > RATES_MAX) {
            throw Problem.invalid("rates", "must be 1 to " + RATES_MAX + " rates");
        }
        return new Checked(currency, inOrder(currency, rates));
    }

    private static List<Rate> inOrder(String into, List<Rate.@Nullable Told> told) {
        var rates = new TreeSet<>(Rate.ORDER);
        for (int at = 0; at < told.size(); at++) {
            var member = "rates[%d]".formatted(at);
            var one = told.get(at);
            if (one == null) {
                throw Problem.invalid(member, "must be an object");
            }
            if (!rates.add(one.checked(into, member))) {
                throw Problem.invalid(member, "must be the only rate of its currency and day");
            }
        }
        return List.copyOf(rates);
    }
}

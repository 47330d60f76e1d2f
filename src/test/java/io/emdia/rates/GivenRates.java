package io.emdia.rates;

import io.emdia.database.Database;

import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Rates of one currency in another, as a merchant would supply them. */
public final class GivenRates {

    private GivenRates() {}

    public static StoredRates on(Database database) {
        return new StoredRates(database);
    }

    public static Mono<Void> put(
            StoredRates store,
            String merchantId,
            String into,
            String currency,
            Map<LocalDate, BigDecimal> rates) {
        var given =
                rates.entrySet().stream()
                        .map(day -> new Rate(currency, day.getKey(), day.getValue()))
                        .sorted(Rate.ORDER)
                        .toList();
        return store.put(merchantId, new RatesRequest.Checked(into, List.copyOf(given)));
    }
}

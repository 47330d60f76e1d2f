package io.emdia.money;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ISO 4217 currencies that have a minor unit, by code. */
public final class Currencies {

    private static final Map<String, Currency> KNOWN =
            Currency.getAvailableCurrencies().stream()
                    .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                    .collect(Collectors.toMap(Currency::getCurrencyCode, Function.identity()));

    private Currencies() {}

    public static boolean isKnown(String code) {
        return KNOWN.containsKey(code);
    }

    /** Digits after the point in major units: 2 for BRL, 0 for JPY. */
    public static int fractionDigits(String code) {
        var currency = KNOWN.get(code);
        if (currency == null) {
            throw new IllegalArgumentException(
                    "currency must be an ISO 4217 code, was \"" + code + "\"");
        }
        return currency.getDefaultFractionDigits();
    }

    /** Minor units as major units, exactly: 1050 BRL is 10.50. */
    public static BigDecimal toMajorUnits(long minorUnits, String code) {
        return BigDecimal.valueOf(minorUnits, fractionDigits(code));
    }
}

package io.emdia.money;

/**
 * An exact amount.
 *
 * @param minorUnits the amount in the currency's minor unit (centavos), may be negative
 * @param currency ISO 4217 code in upper case
 */
public record Money(long minorUnits, String currency) {

    public Money {
        if (!Currencies.isKnown(currency)) {
            throw new IllegalArgumentException(
                    "currency must be an ISO 4217 code, was \"" + currency + "\"");
        }
    }
}

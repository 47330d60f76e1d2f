package io.emdia.gateways;

import io.emdia.money.Currencies;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts in major units, as a JSON number or a text: {@code 149.9}, {@code "149.90"}. */
public final class Decimals {

    public static final String REAL = "BRL";

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");

    private Decimals() {}

    /** Reais as centavos, exactly. */
    public static long centavos(Members from, String name) {
        return minorUnits(from, name, REAL);
    }

    /** Minor units, 0 to {@link Members#AMOUNT_MAX}; a fraction of one is a misreading. */
    public static long minorUnits(Members from, String name, String currency) {
        var text = from.scalar(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw misread(from, name);
        }
        return minorUnits(from, name, new BigDecimal(text), currency);
    }

    private static long minorUnits(Members from, String name, BigDecimal major, String currency) {
        try {
            var digits = Currencies.fractionDigits(currency);
            var minor = major.movePointRight(digits).longValueExact();
            if (minor <= Members.AMOUNT_MAX) {
                return minor;
            }
        } catch (ArithmeticException notExact) {
            throw misread(from, name);
        }
        throw misread(from, name);
    }

    private static Misread misread(Members from, String name) {
        return from.misread(name, "must be a decimal amount of whole minor units, not negative");
    }
}

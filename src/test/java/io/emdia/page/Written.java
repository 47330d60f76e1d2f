package io.emdia.page;

import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/** How people write amounts and days, worked out apart from the page. */
final class Written {

    private static final int CENTS = 100;

    private Written() {}

    /**
     * @param cents of a real
     */
    static String reais(String language, long cents) {
        var format = NumberFormat.getCurrencyInstance(Locale.forLanguageTag(language));
        format.setCurrency(Currency.getInstance("BRL"));
        return format.format((double) cents / CENTS);
    }

    static String percent(String language, double ratio) {
        var format = NumberFormat.getPercentInstance(Locale.forLanguageTag(language));
        format.setMinimumFractionDigits(1);
        format.setMaximumFractionDigits(1);
        return format.format(ratio);
    }

    /** As in 5 de mar. de 2026, or Mar 5, 2026. */
    static String day(String language, LocalDate day) {
        var pattern =
                language.equals(WordTable.PORTUGUESE) ? "d 'de' MMM 'de' yyyy" : "MMM d, yyyy";
        return day.format(DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language)));
    }
}

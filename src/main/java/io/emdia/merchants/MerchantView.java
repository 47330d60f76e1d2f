package io.emdia.merchants;

import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** A merchant as the outside sees it. */
record MerchantView(
        String id,
        String name,
        String timeZone,
        String calendar,
        @Nullable String defaultCurrency,
        String mrrStarts,
        int doubtfulAfterDays) {

    static MerchantView of(Merchant merchant) {
        return new MerchantView(
                merchant.id(),
                merchant.name(),
                merchant.timeZone().getId(),
                merchant.calendar(),
                merchant.defaultCurrency(),
                word(merchant.mrrStarts()),
                merchant.doubtfulAfterDays());
    }

    static String word(MrrStart start) {
        return start.name().toLowerCase(Locale.ROOT);
    }

    static MrrStart mrrStart(String word) {
        return MrrStart.valueOf(word.toUpperCase(Locale.ROOT));
    }
}

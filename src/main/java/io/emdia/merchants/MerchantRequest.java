package io.emdia.merchants;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.emdia.calendar.Calendars;
import io.emdia.http.Faults;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A merchant as a caller describes it. */
record MerchantRequest(
        @Nullable String id,
        @Nullable String name,
        @Nullable String timeZone,
        @Nullable String calendar,
        @Nullable String defaultCurrency,
        @Nullable String mrrStarts,
        @Nullable Integer doubtfulAfterDays) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int DOUBTFUL_AFTER_DAYS = 3;
    private static final int DOUBTFUL_AFTER_DAYS_MAX = 3650;
    private static final String STARTS =
            Arrays.stream(MrrStart.values())
                    .map(MerchantView::word)
                    .collect(Collectors.joining(" or "));

    /** The merchant it describes; a 400 that names every member in its way. */
    Merchant checked(Calendars calendars) {
        var faults = new Faults();
        faults.unless(id != null && ID.matcher(id).matches(), "id", "must match " + ID.pattern());
        faults.line(name, "name");
        faults.unless(isZone(), "time_zone", "must be a time zone as in America/Sao_Paulo");
        faults.unless(
                calendar != null && calendars.named(calendar).isPresent(),
                "calendar",
                "must be one of " + String.join(", ", new TreeSet<>(calendars.names())));
        faults.unless(
                defaultCurrency == null || isCurrency(defaultCurrency),
                "default_currency",
                "must be an ISO 4217 code as in BRL");
        faults.unless(mrrStarts == null || isStart(mrrStarts), "mrr_starts", "must be " + STARTS);
        faults.unless(
                doubtfulAfterDays == null
                        || doubtfulAfterDays >= 1 && doubtfulAfterDays <= DOUBTFUL_AFTER_DAYS_MAX,
                "doubtful_after_days",
                "must be 1 to " + DOUBTFUL_AFTER_DAYS_MAX);
        faults.raise();
        return merchant();
    }

    private Merchant merchant() {
        return new Merchant(
                requireNonNull(id),
                requireNonNull(name),
                ZoneId.of(requireNonNull(timeZone)),
                requireNonNull(calendar),
                defaultCurrency,
                mrrStarts == null ? MrrStart.STARTED : MerchantView.mrrStart(mrrStarts),
                requireNonNullElse(doubtfulAfterDays, DOUBTFUL_AFTER_DAYS));
    }

    private boolean isZone() {
        return timeZone != null && ZoneId.getAvailableZoneIds().contains(timeZone);
    }

    private static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    private static boolean isStart(String word) {
        return Arrays.stream(MrrStart.values())
                .anyMatch(start -> MerchantView.word(start).equals(word));
    }
}

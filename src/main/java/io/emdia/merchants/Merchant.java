package io.emdia.merchants;

import org.jspecify.annotations.Nullable;

import java.time.ZoneId;

/**
 * A company that collects.
 *
 * @param id {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param timeZone the zone whose midnight ends its business day
 * @param calendar the name of its business calendar, as in {@code BR}
 * @param defaultCurrency what a question without a currency means
 * @param doubtfulAfterDays days of silence after which an overdue charge is doubtful
 */
public record Merchant(
        String id,
        String name,
        ZoneId timeZone,
        String calendar,
        @Nullable String defaultCurrency,
        MrrStart mrrStarts,
        int doubtfulAfterDays) {

    /** When a subscription begins to count as recurring revenue. */
    public enum MrrStart {
        STARTED,
        FIRST_PAYMENT
    }
}

package io.emdia.kpi;

import io.emdia.kpi.RevenueSums.Standings;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.Version;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a subscription is at the end of a day; worked out, never flipped by a timer. */
enum Standing {
    TRIALING,
    ACTIVE,
    PAST_DUE,
    PAUSED,
    CANCELED;

    /** Of the cells: one for each of them, then the customers with revenue. */
    static final List<String> COLUMNS =
            Stream.concat(
                            Arrays.stream(values()).map(it -> it.name().toLowerCase(Locale.ROOT)),
                            Stream.of("payers"))
                    .toList();

    /** The position of the customers with revenue. */
    static final int PAYERS = values().length;

    static Standing of(Subscription subscription, Version version, LocalDate day, long overdue) {
        if (subscription.isCanceled(day)) {
            return CANCELED;
        }
        return switch (version.status()) {
            case TRIALING -> TRIALING;
            case ACTIVE -> overdue > 0 ? PAST_DUE : ACTIVE;
            case PAUSED -> PAUSED;
        };
    }

    /** From sums in the order of the columns. */
    static Standings standings(long[] sums) {
        return new Standings(sums[0], sums[1], sums[2], sums[3], sums[4], sums[PAYERS]);
    }

    boolean hasRevenue() {
        return this == ACTIVE || this == PAST_DUE;
    }
}

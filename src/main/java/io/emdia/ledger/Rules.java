package io.emdia.ledger;

import io.emdia.calendar.BusinessCalendar;

import java.time.ZoneId;

/**
 * What a merchant's facts are folded under.
 *
 * @param name tells apart what was folded under other rules
 */
record Rules(String name, ZoneId zone, BusinessCalendar calendar) {

    /** Rises when the fold itself changes, so that every merchant is folded again. */
    private static final int FOLD_VERSION = 2;

    static String name(String zone, String calendar) {
        return "%s|%s|%d".formatted(zone, calendar, FOLD_VERSION);
    }
}

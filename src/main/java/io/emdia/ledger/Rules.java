package io.emdia.ledger;

import io.emdia.calendar.BusinessCalendar;
import io.emdia.calendar.Calendars;
import io.emdia.merchants.Merchant;

import java.time.ZoneId;

/**
 * What a merchant's facts are folded under.
 *
 * @param name tells apart what was folded under other rules
 */
record Rules(String name, ZoneId zone, BusinessCalendar calendar) {

    /** Rises when the fold itself changes, so that every merchant is folded again. */
    private static final int FOLD_VERSION = 3;

    static Rules of(Merchant merchant, Calendars calendars) {
        var name = name(merchant.timeZone().getId(), merchant.calendar());
        return new Rules(name, merchant.timeZone(), calendars.required(merchant.calendar()));
    }

    static String name(String zone, String calendar) {
        return "%s|%s|%d".formatted(zone, calendar, FOLD_VERSION);
    }
}

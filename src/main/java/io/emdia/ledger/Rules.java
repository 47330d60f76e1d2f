package io.emdia.ledger;

import io.emdia.calendar.BusinessCalendar;
import io.emdia.calendar.Calendars;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchant.MrrStart;

import java.time.ZoneId;
import java.util.Locale;

/**
 * What a merchant's facts are folded under.
 *
 * @param name tells apart what was folded under other rules
 * @param mrrStarts concerns subscriptions alone
 */
record Rules(String name, ZoneId zone, BusinessCalendar calendar, MrrStart mrrStarts) {

    /** Rises when the fold itself changes, so that every merchant is folded again. */
    private static final int FOLD_VERSION = 3;

    static Rules of(Merchant merchant, Calendars calendars) {
        var name = name(merchant.timeZone().getId(), merchant.calendar());
        return new Rules(
                name,
                merchant.timeZone(),
                calendars.required(merchant.calendar()),
                merchant.mrrStarts());
    }

    static String name(String zone, String calendar) {
        return "%s|%s|%d".formatted(zone, calendar, FOLD_VERSION);
    }

    /** The same for subscriptions, so that what concerns them alone folds no charge again. */
    String subscriptionsName() {
        return subscriptionsName(name, mrrStarts.name());
    }

    static String subscriptionsName(String name, String mrrStarts) {
        return "%s|%s".formatted(name, mrrStarts.toLowerCase(Locale.ROOT));
    }
}

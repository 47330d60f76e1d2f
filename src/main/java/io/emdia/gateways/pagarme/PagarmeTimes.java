package io.emdia.gateways.pagarme;

import io.emdia.facts.FactDate;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Pagar.me's times: UTC where they name no zone, with up to seven digits behind the second. */
final class PagarmeTimes {

    private static final ZoneId UTC = ZoneOffset.UTC;

    private PagarmeTimes() {}

    static Instant instant(Members from, String name) {
        return Moments.instant(from, name, UTC);
    }

    /** The first of the names that is stated; null for none. */
    static @Nullable Instant firstOf(Members from, String... names) {
        for (var name : names) {
            if (from.states(name)) {
                return instant(from, name);
            }
        }
        return null;
    }

    static FactDate on(Members from, String name) {
        return Moments.date(from, name, UTC);
    }

    /**
     * A due day is told as a day or as an instant: the last second of it in UTC or in Brazil, or
     * its midnight in UTC, which in Brazil is still the day before.
     */
    static FactDate day(Members from, String name) {
        if (on(from, name) instanceof FactDate.OnDay day) {
            return day;
        }
        var at = instant(from, name);
        var written = at.atZone(UTC);
        var isMidnight = written.toLocalTime().equals(LocalTime.MIDNIGHT);
        var zoned = isMidnight ? written : at.atZone(Moments.BRASILIA);
        return new FactDate.OnDay(zoned.toLocalDate());
    }
}

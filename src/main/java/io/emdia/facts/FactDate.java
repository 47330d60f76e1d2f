package io.emdia.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day of a fact: told as a date, or as an instant whose day depends on the merchant's zone. */
public sealed interface FactDate {

    LocalDate in(ZoneId zone);

    record OnDay(LocalDate day) implements FactDate {
        @Override
        public LocalDate in(ZoneId zone) {
            return day;
        }
    }

    record At(Instant instant) implements FactDate {
        @Override
        public LocalDate in(ZoneId zone) {
            return instant.atZone(zone).toLocalDate();
        }
    }
}

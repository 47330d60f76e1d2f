package io.emdia.calendar;

import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The business calendars that merchants can choose from, by name: {@code BR} and configured. */
@Component
public final class Calendars {

    private static final String BRAZIL = "BR";

    private final Map<String, BusinessCalendar> byName;

    Calendars(CalendarSettings settings) {
        var all = new TreeMap<String, BusinessCalendar>();
        settings.calendars().forEach((name, daysOff) -> all.put(name, daysOff.calendar(name)));
        if (all.put(BRAZIL, new BrazilianBanks()) != null) {
            throw new IllegalArgumentException(
                    "emdia.calendars must not name the built-in calendar " + BRAZIL);
        }
        byName = Map.copyOf(all);
    }

    /** The built-in calendars alone. */
    public static Calendars builtIn() {
        return new Calendars(new CalendarSettings(Map.of()));
    }

    public Optional<BusinessCalendar> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** One that a merchant has chosen; it is a fault of the settings when it is gone. */
    public BusinessCalendar required(String name) {
        return named(name)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "calendar \"%s\" is not one of %s"
                                                .formatted(name, names())));
    }

    public Set<String> names() {
        return byName.keySet();
    }
}

package io.emdia.gateways;

import io.emdia.facts.FactDate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Days and instants as gateways write them; years 1900 to 9999. */
public final class Moments {

    /** What Brazilian gateways mean that name no zone. */
    public static final ZoneId BRASILIA = ZoneId.of("America/Sao_Paulo");

    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 9999;
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern BRAZILIAN_DAY =
            Pattern.compile("(\\d{2})/(\\d{2})/(\\d{4})( .*)?");
    private static final Pattern OFFSET = Pattern.compile(".*([Zz]|[+-]\\d{2}(:?\\d{2})?)");
    private static final Pattern COMPACT_OFFSET = Pattern.compile("(.*[+-]\\d{2}):?(\\d{2})");

    private Moments() {}

    /**
     * A date and time with {@code T} or a space between and up to nine digits behind the second;
     * where it has no offset, it is of the zone.
     */
    public static Instant instant(Members from, String name, ZoneId zone) {
        try {
            return parsed(from.text(name).strip(), zone);
        } catch (DateTimeException unreadable) {
            throw from.misread(name, "must be a date and time");
        }
    }

    /** A day, or the day of an instant in the merchant's zone. */
    public static FactDate date(Members from, String name, ZoneId zone) {
        return DAY.matcher(from.text(name)).matches()
                ? from.day(name)
                : new FactDate.At(instant(from, name, zone));
    }

    /** The day that stands there, whatever time and offset stand behind it; or dd/MM/yyyy. */
    public static FactDate writtenDay(Members from, String name) {
        var text = from.text(name).strip();
        var brazilian = BRAZILIAN_DAY.matcher(text);
        var iso =
                brazilian.matches()
                        ? brazilian.group(3) + "-" + brazilian.group(2) + "-" + brazilian.group(1)
                        : text.substring(0, Math.min(text.length(), 10));
        try {
            return new FactDate.OnDay(inRange(LocalDate.parse(iso)));
        } catch (DateTimeException unreadable) {
            throw from.misread(name, "must be a day");
        }
    }

    private static Instant parsed(String text, ZoneId zone) {
        var iso = text.replaceFirst("(?<=\\d) +(?=\\d)", "T").replace(" ", "");
        var time = iso.indexOf('T');
        if (time < 0 || !OFFSET.matcher(iso.substring(time)).matches()) {
            var local = LocalDateTime.parse(iso);
            var _ = inRange(local.toLocalDate());
            return local.atZone(zone).toInstant();
        }
        var compact = COMPACT_OFFSET.matcher(iso);
        var at =
                OffsetDateTime.parse(
                        compact.matches() ? compact.group(1) + ":" + compact.group(2) : iso);
        var _ = inRange(at.toLocalDate());
        return at.toInstant();
    }

    private static LocalDate inRange(LocalDate day) {
        if (day.getYear() < YEAR_MIN || day.getYear() > YEAR_MAX) {
            throw new DateTimeException("out of range");
        }
        return day;
    }
}

package io.emdia.gateways;

import io.emdia.money.Currencies;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One row of an exported table, its cells found by any of the names a column goes by; empty ones
 * say nothing. Amounts and days are read as they are written in English and in Portuguese.
 */
public final class Cells {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9]+");
    private static final Pattern POINT = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");
    private static final Pattern THOUSANDS = Pattern.compile("-?\\d{1,3}(,\\d{3})+(\\.\\d{1,6})?");
    private static final Pattern COMMA =
            Pattern.compile("-?(\\d{1,15}|\\d{1,3}(\\.\\d{3})+)(,\\d{1,2})");
    private static final Pattern MONEY_SIGN = Pattern.compile("R\\$|[\\s\\u00a0]");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("[uuuu-MM-dd][dd/MM/uuuu][ HH:mm[:ss]]", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 9999;

    private final Map<String, String> byColumn = new HashMap<>();

    private Cells(JsonNode row) {
        for (var cell : row.properties()) {
            var text = cell.getValue().asString("").strip();
            if (!text.isEmpty() && text.length() <= Members.TEXT_LENGTH_MAX) {
                byColumn.putIfAbsent(plain(cell.getKey()), text);
            }
        }
    }

    /** The body of an arrival that is an {@link ExportedRow}. */
    public static Cells of(byte[] body) {
        var row = JsonTree.read(body);
        if (!row.isObject()) {
            throw new Misread("body", "must be a JSON object");
        }
        return new Cells(row);
    }

    /** A column's name without case, accents and punctuation: {@code Created (UTC)} is the same. */
    public static String plain(String column) {
        var lower = Normalizer.normalize(column, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        return NO_WORD.matcher(MARKS.matcher(lower).replaceAll("")).replaceAll(" ").strip();
    }

    /** The first of these columns that says something. */
    public @Nullable String text(String... columns) {
        for (var column : columns) {
            var text = byColumn.get(column);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    public String required(String... columns) {
        var text = text(columns);
        if (text == null) {
            throw new Misread(columns[0], "must not be empty");
        }
        return text;
    }

    /** Minor units of an amount in major ones; null where none of the columns says any. */
    public @Nullable Long minorUnits(String currency, String... columns) {
        var text = text(columns);
        if (text == null) {
            return null;
        }
        try {
            var digits = Currencies.fractionDigits(currency);
            var major = decimal(columns[0], text);
            var minor = major.movePointRight(digits).longValueExact();
            if (major.scale() <= digits && minor >= 0 && minor <= Members.AMOUNT_MAX) {
                return minor;
            }
        } catch (ArithmeticException notExact) {
            throw notAnAmount(columns[0]);
        }
        throw notAnAmount(columns[0]);
    }

    /** A day, or a day and a time; what has no time is its beginning. */
    public @Nullable Instant instant(ZoneId zone, String... columns) {
        var text = text(columns);
        if (text == null) {
            return null;
        }
        var parsed = parsed(columns[0], text);
        return parsed.atZone(zone).toInstant();
    }

    public @Nullable LocalDate day(String... columns) {
        var text = text(columns);
        return text == null ? null : parsed(columns[0], text).toLocalDate();
    }

    private static LocalDateTime parsed(String column, String text) {
        try {
            var written = text.replace('T', ' ').replaceFirst("(\\.\\d+)?Z?$", "");
            var parsed = TIME.parse(written);
            var day = LocalDate.from(parsed);
            if (day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX) {
                return written.length() > 10 ? LocalDateTime.from(parsed) : day.atStartOfDay();
            }
        } catch (DateTimeException unreadable) {
            throw notADay(column);
        }
        throw notADay(column);
    }

    private static BigDecimal decimal(String column, String text) {
        var written = MONEY_SIGN.matcher(text).replaceAll("");
        if (POINT.matcher(written).matches()) {
            return new BigDecimal(written);
        }
        if (COMMA.matcher(written).matches()) {
            return new BigDecimal(written.replace(".", "").replace(',', '.'));
        }
        if (THOUSANDS.matcher(written).matches()) {
            return new BigDecimal(written.replace(",", ""));
        }
        throw notAnAmount(column);
    }

    private static Misread notAnAmount(String column) {
        return new Misread(column, "must be an amount of whole minor units, not negative");
    }

    private static Misread notADay(String column) {
        return new Misread(column, "must be a day, with or without a time");
    }
}

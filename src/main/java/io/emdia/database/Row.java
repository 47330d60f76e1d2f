package io.emdia.database;

import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads columns by name; those of {@code maybe…} may be null, the others may not. */
public final class Row {

    private Row() {}

    public static String text(Readable row, String column) {
        return present(row, column, String.class);
    }

    public static @Nullable String maybeText(Readable row, String column) {
        return row.get(column, String.class);
    }

    public static byte[] bytes(Readable row, String column) {
        return present(row, column, byte[].class);
    }

    public static long number(Readable row, String column) {
        return present(row, column, Long.class);
    }

    public static @Nullable Long maybeNumber(Readable row, String column) {
        return row.get(column, Long.class);
    }

    /** A sum that may be beyond a long. */
    public static BigDecimal exact(Readable row, String column) {
        return present(row, column, BigDecimal.class);
    }

    public static boolean truth(Readable row, String column) {
        return present(row, column, Boolean.class);
    }

    public static LocalDate day(Readable row, String column) {
        return present(row, column, LocalDate.class);
    }

    public static @Nullable LocalDate maybeDay(Readable row, String column) {
        return row.get(column, LocalDate.class);
    }

    public static Instant instant(Readable row, String column) {
        return present(row, column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant maybeInstant(Readable row, String column) {
        var instant = row.get(column, OffsetDateTime.class);
        return instant == null ? null : instant.toInstant();
    }

    private static <T> T present(Readable row, String column, Class<T> type) {
        var value = row.get(column, type);
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null, expected a value");
        }
        return value;
    }
}

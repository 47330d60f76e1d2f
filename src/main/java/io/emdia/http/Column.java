package io.emdia.http;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * One column of a table.
 *
 * @param portuguese its heading
 * @param english its heading
 * @param cell what stands in it for a row
 */
public record Column<T>(String portuguese, String english, BiFunction<TableStyle, T, String> cell) {

    /** What somebody wrote: never taken for a formula. */
    public static <T> Column<T> text(
            String portuguese, String english, Function<T, @Nullable String> value) {
        return new Column<>(portuguese, english, (style, row) -> style.text(value.apply(row)));
    }

    /** With the decimals it has, none of its digits grouped. */
    public static <T> Column<T> number(
            String portuguese, String english, Function<T, @Nullable BigDecimal> value) {
        return new Column<>(portuguese, english, (style, row) -> style.number(value.apply(row)));
    }

    public static <T> Column<T> count(String portuguese, String english, ToLongFunction<T> value) {
        return number(portuguese, english, row -> BigDecimal.valueOf(value.applyAsLong(row)));
    }

    public static <T> Column<T> day(
            String portuguese, String english, Function<T, @Nullable LocalDate> value) {
        return new Column<>(portuguese, english, (style, row) -> style.day(value.apply(row)));
    }

    public static <T> Column<T> truth(String portuguese, String english, Predicate<T> value) {
        return new Column<>(portuguese, english, (style, row) -> style.truth(value.test(row)));
    }
}

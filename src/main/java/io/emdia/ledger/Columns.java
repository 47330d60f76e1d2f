package io.emdia.ledger;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns rows in memory into the arrays that {@code unnest} takes. */
final class Columns {

    private Columns() {}

    static <T> @Nullable String[] text(
            Collection<T> rows, Function<? super T, ? extends @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> @Nullable Long[] numbers(
            Collection<T> rows, Function<? super T, ? extends @Nullable Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    /** An array literal for one row's array column; its elements hold no special characters. */
    static String literal(List<?> elements) {
        return elements.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}

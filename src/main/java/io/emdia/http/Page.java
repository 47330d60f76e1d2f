package io.emdia.http;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param nextCursor asks for the page after this one; null on the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public static final int SIZE_DEFAULT = 50;
    public static final int SIZE_MAX = 500;

    /** A page's size as asked: 1 to {@link #SIZE_MAX}. */
    public static int size(@Nullable Integer asked) {
        if (asked == null) {
            return SIZE_DEFAULT;
        }
        if (asked < 1 || asked > SIZE_MAX) {
            throw Problem.invalid("limit", "must be 1 to " + SIZE_MAX + ", was " + asked);
        }
        return asked;
    }

    /** Makes a page of rows read with one more than its size. */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, Cursor> cursor) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        var items = List.copyOf(rows.subList(0, size));
        return new Page<>(items, cursor.apply(items.getLast()).encoded());
    }
}

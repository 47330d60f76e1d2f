package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.http.Cursor;
import io.emdia.http.DayParameter;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * In which order a list stands, and how it goes on behind a row of it. Rows of one value stand in
 * the order of their ids; the other direction is the same list read from its end, so that one index
 * serves both.
 *
 * @param descending the greatest or latest first
 */
public record ListOrder(Column column, boolean descending) {

    private static final String DESCENDING = "-";
    private static final int CURSOR_PARTS = 4;

    /** What stands in a column. */
    public enum Kind {
        DAY,
        NUMBER,
        TEXT,

        /** Nothing: by the ids alone. */
        NONE
    }

    /**
     * @param code as it is asked for
     * @param name as SQL names it
     * @param descends whether the index has the greatest first
     * @param id the row's id beside {@code connection_id}
     */
    public record Column(String code, String name, Kind kind, boolean descends, String id) {

        /** The order that nobody has to ask for: by the ids. */
        public static Column ids(String id) {
            return new Column("", "", Kind.NONE, false, id);
        }
    }

    /** As asked for, or a 400. */
    public static ListOrder of(List<Column> columns, String sort) {
        var all = columns.stream().flatMap(ListOrder::both).toList();
        return all.stream()
                .filter(one -> one.code().equals(sort))
                .findFirst()
                .orElseThrow(() -> unknown(all));
    }

    private static Stream<ListOrder> both(Column column) {
        return Stream.of(new ListOrder(column, false), new ListOrder(column, true));
    }

    private static Problem unknown(List<ListOrder> all) {
        return Problem.invalid(
                "sort", "must be one of " + all.stream().map(ListOrder::code).toList());
    }

    private String code() {
        return (descending ? DESCENDING : "") + column.code();
    }

    /** What follows {@code order by}. */
    public String sql() {
        var ids = "connection_id%1$s, %2$s%1$s".formatted(isForward() ? "" : " desc", column.id());
        return column.kind() == Kind.NONE
                ? ids
                : "%s%s, %s".formatted(column.name(), descending ? " desc" : "", ids);
    }

    private boolean isForward() {
        return descending == column.descends();
    }

    /** Goes on behind a row; a cursor of another order is a 400. */
    public void after(@Nullable String cursor, Conditions conditions) {
        if (cursor == null) {
            return;
        }
        var row = row(cursor);
        var ids = "(connection_id, %s) %s (?, ?)".formatted(column.id(), isForward() ? ">" : "<");
        var key = key(row.getFirst());
        if (column.kind() == Kind.NONE) {
            conditions.and(ids, row.get(1), row.get(2));
            return;
        }
        var beyond = descending ? "<" : ">";
        conditions.and(
                "%1$s %2$s= ? and (%1$s %2$s ? or %3$s)".formatted(column.name(), beyond, ids),
                key,
                key,
                row.get(1),
                row.get(2));
    }

    private Object key(String text) {
        try {
            return switch (column.kind()) {
                case DAY -> DayParameter.within("cursor", LocalDate.parse(text));
                case NUMBER -> Long.valueOf(text);
                case TEXT, NONE -> text;
            };
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }

    /**
     * The key and the two ids of the row that a cursor stands for; one of another order is a 400.
     */
    public List<String> row(String cursor) {
        var parts = Cursor.decode(cursor, CURSOR_PARTS).parts();
        if (!parts.getFirst().equals(code())) {
            throw Problem.invalid("cursor", "must be a next_cursor of the same sort");
        }
        return parts.subList(1, CURSOR_PARTS);
    }

    /**
     * @param key what the column holds in the last row
     */
    public Cursor cursor(String key, String connectionId, String id) {
        return Cursor.of(code(), key, connectionId, id);
    }
}

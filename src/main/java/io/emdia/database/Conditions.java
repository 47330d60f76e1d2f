package io.emdia.database;

import io.r2dbc.spi.Connection;

import java.util.ArrayList;
import java.util.List;

/**
 * What a select asks for, piece by piece: only what is asked for stands in its text, so that the
 * server plans for just that. Whoever adds a piece writes it; what callers say is bound, always.
 */
public final class Conditions {

    private static final char PLACE = '?';

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values;

    /**
     * @param bound what $1, $2 and so on stand for in the text around the conditions
     */
    public static Conditions after(Object... bound) {
        return new Conditions(new ArrayList<>(List.of(bound)));
    }

    private Conditions(List<Object> values) {
        this.values = values;
    }

    /** Others of the same statement, that stand elsewhere in it. */
    public Conditions apart() {
        return new Conditions(values);
    }

    /** One more that must hold; each question mark stands for the next of the values. */
    public Conditions and(String condition, Object... bound) {
        text.append(" and ").append(placed(condition, bound));
        return this;
    }

    /** Binds the values of a piece that stands elsewhere in the statement, and answers its text. */
    public String placed(String piece, Object... bound) {
        var placed = new StringBuilder();
        var next = 0;
        for (var letter : piece.toCharArray()) {
            if (letter == PLACE) {
                values.add(bound[next++]);
                placed.append('$').append(values.size());
            } else {
                placed.append(letter);
            }
        }
        if (next != bound.length) {
            throw new IllegalArgumentException(piece + " takes not " + bound.length + " values");
        }
        return placed.toString();
    }

    /** As the end of a where clause that has something before it. */
    public String text() {
        return text.toString();
    }

    /** The statement with everything bound. */
    public Query on(Connection unit, String sql) {
        var query = Query.on(unit, sql);
        values.forEach(query::with);
        return query;
    }
}

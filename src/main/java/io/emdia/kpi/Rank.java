package io.emdia.kpi;

import io.emdia.facts.Ids;
import io.emdia.http.Cursor;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Objects;

/**
 * Where something stands in a list of contributions.
 *
 * @param connectionId empty for what belongs to none
 * @param id unique within its connection and its list
 */
record Rank(Contribution adds, String connectionId, String id) {

    private static final int PARTS = 4;

    private static final Comparator<Rank> BY_ID =
            Comparator.comparing(Rank::connectionId, Ids.BY_BYTES)
                    .thenComparing(Rank::id, Ids.BY_BYTES);

    /** By numerator, then by denominator, then by id. */
    static final Comparator<Rank> LARGEST_FIRST =
            Comparator.comparing(Rank::numerator)
                    .thenComparing(Rank::denominator)
                    .reversed()
                    .thenComparing(BY_ID);

    /** The same by what they are without their signs; what adds comes before what takes away. */
    static final Comparator<Rank> FARTHEST_FIRST =
            Comparator.comparing((Rank rank) -> rank.numerator().abs())
                    .thenComparing(rank -> rank.denominator().abs())
                    .reversed()
                    .thenComparing(LARGEST_FIRST);

    private BigInteger numerator() {
        return adds.numerator();
    }

    private BigInteger denominator() {
        return Objects.requireNonNullElse(adds.denominator(), BigInteger.ZERO);
    }

    Cursor cursor() {
        var denominator = adds.denominator();
        return Cursor.of(
                adds.numerator().toString(),
                denominator == null ? "" : denominator.toString(),
                connectionId,
                id);
    }

    /** Null without a cursor; a 400 when it is none of a list of contributions. */
    static @Nullable Rank after(@Nullable String cursor) {
        return cursor == null ? null : of(Cursor.decode(cursor, PARTS));
    }

    private static Rank of(Cursor cursor) {
        var parts = cursor.parts();
        var denominator = parts.get(1).isEmpty() ? null : whole(parts.get(1));
        return new Rank(
                new Contribution(whole(parts.get(0)), denominator), parts.get(2), parts.get(3));
    }

    private static BigInteger whole(String text) {
        try {
            return new BigInteger(text);
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid("cursor", "must be a next_cursor of this list");
        }
    }
}

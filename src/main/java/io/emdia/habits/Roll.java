package io.emdia.habits;

import io.emdia.ledger.Aging;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the balances of one book stand in a later one: for each bucket of the first what of it is
 * in which bucket of the second, what was paid and what left. Nothing that a charge owes beyond
 * what it owed in the first book counts, so a row is exactly the bucket's balance.
 */
final class Roll {

    static final String PAID = "paid";
    static final String LEFT = "left";

    private static final int BUCKETS = Aging.values().length;
    private static final int PAID_AT = BUCKETS;
    private static final int LEFT_AT = BUCKETS + 1;

    private final long[][] amounts = new long[BUCKETS][BUCKETS + 2];
    private final long[] charges = new long[BUCKETS];

    private Roll() {}

    /**
     * What charges of one bucket that went into one other come to.
     *
     * @param from the bucket's place in {@link Aging}
     * @param to the same
     * @param open what is still open
     * @param paid what payments have covered since
     * @param left what was canceled or written off since
     */
    record Move(int from, int to, long charges, long open, long paid, long left) {}

    /**
     * @param openAmount of the bucket in the first book
     * @param to one for each bucket, then {@code paid} and {@code left}
     */
    record Bucket(String bucket, long openAmount, long charges, List<Part> to) {}

    /**
     * @param share of the row; the shares of a row add up to 1, null where the row has no amount
     */
    record Part(String to, long amount, @Nullable BigDecimal share) {}

    static List<Bucket> of(List<Move> moves) {
        var roll = new Roll();
        moves.forEach(roll::add);
        return Arrays.stream(Aging.values()).map(roll::bucket).toList();
    }

    private void add(Move move) {
        var row = amounts[move.from()];
        row[move.to()] = Math.addExact(row[move.to()], move.open());
        row[PAID_AT] = Math.addExact(row[PAID_AT], move.paid());
        row[LEFT_AT] = Math.addExact(row[LEFT_AT], move.left());
        charges[move.from()] += move.charges();
    }

    private Bucket bucket(Aging aging) {
        var row = Arrays.stream(amounts[aging.ordinal()]).boxed().toList();
        var shares = Shares.of(row);
        var parts = new ArrayList<Part>();
        for (int at = 0; at < row.size(); at++) {
            parts.add(new Part(column(at), row.get(at), shares.get(at)));
        }
        var open = row.stream().reduce(0L, Math::addExact);
        return new Bucket(aging.label(), open, charges[aging.ordinal()], parts);
    }

    private static String column(int at) {
        if (at == PAID_AT) {
            return PAID;
        }
        return at == LEFT_AT ? LEFT : Aging.values()[at].label();
    }
}

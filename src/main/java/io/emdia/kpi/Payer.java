package io.emdia.kpi;

import io.emdia.facts.Ids;

import java.util.Comparator;
import java.util.Map.Entry;

/** One customer's recurring revenue in one currency. */
record Payer(String merchantId, String connectionId, String customerId, String currency)
        implements Comparable<Payer> {

    private static final Comparator<Payer> ORDER =
            Comparator.comparing(Payer::merchantId, Ids.BY_BYTES)
                    .thenComparing(Payer::connectionId, Ids.BY_BYTES)
                    .thenComparing(Payer::customerId, Ids.BY_BYTES)
                    .thenComparing(Payer::currency, Ids.BY_BYTES);

    /** Answers what is kept after the moves, and adds what they change of the cells. */
    PayerSteps move(PayerSteps before, Iterable<Entry<Key.Step, long[]>> moves, Cells into) {
        var after = before.plus(moves);
        add(before, into, -1);
        add(after, into, 1);
        return after;
    }

    /** Adds all that its steps come to times {@code sign} (1 or -1). */
    void add(PayerSteps steps, Cells into, int sign) {
        var movers = PayerMoves.of(steps);
        movers.forEach(mover -> add(mover, into, sign));
        into.movers().add(this, movers, sign);
    }

    /** Adds what a movement is in the cells. */
    void add(Mover mover, Cells into, int sign) {
        mover.changes()
                .forEach(
                        (rhythm, change) -> {
                            var sums = new long[Movement.values().length];
                            sums[mover.movement().ordinal()] = change;
                            var key = new Key.Revenue(merchantId, currency, mover.day(), rhythm);
                            into.revenue().add(key, sign, sums);
                        });
        var standing = new long[Standing.COLUMNS.size()];
        standing[Standing.PAYERS] = mover.payers();
        into.standings().add(new Key.Standing(merchantId, currency, mover.day()), sign, standing);
    }

    @Override
    public int compareTo(Payer other) {
        return ORDER.compare(this, other);
    }
}

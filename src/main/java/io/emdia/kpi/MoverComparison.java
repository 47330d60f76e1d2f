package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows of payers' movements beside what is kept of the payers. */
final class MoverComparison {

    private static final int ROWS_A_PAGE = 1_000;
    private static final int MENDED_AT_ONCE = 100;

    private static final String FIRST_PAGE =
            """
            select merchant_id, currency, connection_id, customer_id, %s from kpi_mover
            where merchant_id = $1
            order by currency, day, connection_id, customer_id limit $2\
            """
                    .formatted(MoverRows.COLUMNS);

    private static final String NEXT_PAGE =
            """
            select merchant_id, currency, connection_id, customer_id, %s from kpi_mover
            where merchant_id = $1
              and (currency, day, connection_id, customer_id) > ($3, $4, $5, $6)
            order by currency, day, connection_id, customer_id limit $2\
            """
                    .formatted(MoverRows.COLUMNS);

    private final CellDrift drift;
    private final Weights<Payer> weights = new Weights<>();
    private final SortedSet<Payer> wrong = new TreeSet<>();

    MoverComparison(CellDrift drift) {
        this.drift = drift;
    }

    private record Stored(Payer payer, Mover mover) {}

    /** A row that is kept of a payer. */
    void weigh(Owner owner, String steps) {
        var payer = PayerFamily.payer(owner);
        PayerMoves.of(PayerSteps.of(steps)).forEach(mover -> weigh(payer, mover, 1));
    }

    private void weigh(Payer payer, Mover mover, int sign) {
        var place =
                List.of(
                        mover.day(),
                        mover.movement().code(),
                        mover.isForced(),
                        mover.before(),
                        mover.after(),
                        String.valueOf(mover.previousOn()),
                        String.valueOf(mover.nextOn()));
        weights.add(payer, place, sign, 1);
    }

    /** Once all payers are weighed. */
    Mono<Void> compare(Connection snapshot, String merchantId, Pace pace) {
        return page(snapshot, merchantId, null, pace)
                .expand(last -> page(snapshot, merchantId, last, pace))
                .then(Mono.fromRunnable(() -> wrong.addAll(weights.off())));
    }

    /** The last row of a full page; empty at the end. */
    private Mono<Stored> page(
            Connection snapshot, String merchantId, @Nullable Stored after, Pace pace) {
        return pace.page(Mono.defer(() -> rows(snapshot, merchantId, after)))
                .doOnNext(page -> page.forEach(row -> weigh(row.payer(), row.mover(), -1)))
                .filter(page -> page.size() == ROWS_A_PAGE)
                .map(List::getLast);
    }

    private static Mono<List<Stored>> rows(
            Connection snapshot, String merchantId, @Nullable Stored after) {
        var query =
                Query.on(snapshot, after == null ? FIRST_PAGE : NEXT_PAGE)
                        .with(merchantId)
                        .with((long) ROWS_A_PAGE);
        if (after != null) {
            query.with(after.payer().currency())
                    .with(after.mover().day())
                    .with(after.payer().connectionId())
                    .with(after.payer().customerId());
        }
        return query.rows(MoverComparison::stored);
    }

    private static Stored stored(Readable row) {
        var payer =
                new Payer(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return new Stored(payer, MoverRows.mover(row));
    }

    /** What is to be done about the wrong ones; tells them too. */
    List<Mend> mends() {
        wrong.forEach(this::tell);
        var payers = List.copyOf(wrong);
        var mends = new ArrayList<Mend>();
        for (int from = 0; from < payers.size(); from += MENDED_AT_ONCE) {
            var some = payers.subList(from, Math.min(payers.size(), from + MENDED_AT_ONCE));
            mends.add(transaction -> mend(transaction, some));
        }
        return mends;
    }

    private void tell(Payer payer) {
        var key = PayerFamily.owner(payer).columns();
        drift.add(new CellDrift.Difference("kpi_mover", key, "movement", null, null));
    }

    /** As what is kept of the payers says under their locks. */
    private static Mono<Void> mend(Connection transaction, List<Payer> payers) {
        return PayerRows.lock(transaction, payers)
                .flatMap(
                        kept ->
                                MoverRows.forget(transaction, payers)
                                        .then(MoverRows.move(transaction, movers(kept))));
    }

    private static Movers movers(Map<Payer, PayerSteps> kept) {
        var movers = new Movers();
        kept.forEach((payer, steps) -> movers.add(payer, PayerMoves.of(steps), 1));
        return movers;
    }
}

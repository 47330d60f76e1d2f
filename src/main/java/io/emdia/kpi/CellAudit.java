package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.ledger.Projection;
import io.emdia.ledger.States;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.function.Function;

/**
 * Counts a merchant's cells again from the stored states and puts right what differs, while the
 * ledger goes on moving them.
 *
 * <p>A recount is one snapshot: states and cells of one moment, which the ledger commits together,
 * so nothing of a busy merchant is taken for a mistake.
 *
 * <p>A repair adds to each cell what was missing in the snapshot, whenever that is. A cell is a sum
 * of contributions, and every transaction after the snapshot adds to it exactly what it adds to the
 * sum over the states; so what was missing then is missing still, whatever happened since, and
 * adding it once makes the cell right at once. Rows kept of customers and payers are sums of parts
 * in the same way; they are read, added to and written under the locks that the ledger takes for
 * it, and the cells made of them move by what they say after less what they said before. What is
 * kept of a subscription is forgotten and gathered from its charges again under its lock, by the
 * ledger's own way for subscriptions of which nothing is kept.
 *
 * <p>Each kind was compared with what the stored rows of the kind it is made of say, not with what
 * they should say, so no repair depends on another having been made; only the rows of movements,
 * which are replaced, go first. What must not happen is that one snapshot's lack is added twice, or
 * after another repair: the caller's guard sees to that in each of the transactions.
 */
@Component
public final class CellAudit {

    /**
     * What stands in cells. Rises when a table of cells comes, or when a charge or subscription
     * contributes something else, so that the cells of every merchant are counted again.
     */
    public static final int CELLS_VERSION = 1;

    private final Database database;
    private final States states;

    CellAudit(Database database, States states) {
        this.database = database;
        this.states = states;
    }

    /** Compares every cell of a merchant, and tells the drift what differs. */
    public Mono<Recount> recount(String merchantId, CellDrift drift, Pace pace) {
        return database.snapshot(
                        Scope.of(merchantId),
                        snapshot ->
                                new Recounting(snapshot, states, merchantId, drift, pace).recount())
                .checkpoint("recount of cells");
    }

    /**
     * Adds what was missing, some cells a transaction, each with a new version.
     *
     * @param guard first of all in each transaction; an error leaves the rest as it is
     */
    public Mono<Void> mend(Recount recount, Function<Connection, Mono<Void>> guard, Pace pace) {
        return Flux.fromIterable(recount.mends())
                .concatMap(mend -> pace.page(mended(recount, mend, guard)))
                .then()
                .checkpoint("repair of cells");
    }

    private Mono<Boolean> mended(
            Recount recount, Mend mend, Function<Connection, Mono<Void>> guard) {
        return database.write(
                        Scope.of(recount.merchantId()),
                        transaction -> mend(transaction, recount, mend, guard))
                .thenReturn(true);
    }

    private Mono<Void> mend(
            Connection transaction,
            Recount recount,
            Mend mend,
            Function<Connection, Mono<Void>> guard) {
        return guard.apply(transaction)
                .then(Mono.defer(() -> mend.in(transaction)))
                .then(Mono.defer(() -> states.changed(transaction, recount.merchantId())));
    }

    /** Tells how much money changes of states would move in the cells. */
    public void addAmounts(Projection.Changes changes, CellDrift drift) {
        var netted = CellFamily.Netted.of(CellProjection.netted(changes));
        CellFamily.ALL.forEach(family -> addAmounts(family, netted, drift));
    }

    private static <K extends Key<K>> void addAmounts(
            CellFamily<K> family, CellFamily.Netted netted, CellDrift drift) {
        family.of(netted)
                .forEach((key, sums) -> addAmounts(family.table(), key.currency(), sums, drift));
    }

    private static void addAmounts(
            CellTable<?> table, String currency, long[] sums, CellDrift drift) {
        for (int at = 0; at < sums.length; at++) {
            if (CellComparison.isAmount(table.sums().get(at))) {
                drift.add(currency, sums[at]);
            }
        }
    }
}

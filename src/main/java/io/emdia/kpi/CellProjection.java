package io.emdia.kpi;

import io.emdia.ledger.Projection;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/**
 * Moves the cells with the ledger: by what each changed charge contributes now less what it
 * contributed before, netted over the transaction; customers by what is kept of each.
 */
@Component
final class CellProjection implements Projection {

    @Override
    public Mono<Void> move(Connection transaction, Changes changes) {
        var cells = netted(changes);
        var due = cells.due().netted();
        var silent = cells.silent().netted();
        return CellTable.CUBE
                .move(transaction, due)
                .then(CellTable.SILENT.move(transaction, Balances.later(silent).netted()))
                .then(CellTable.COHORTS.move(transaction, Balances.byDue(due, silent).netted()))
                .then(CellTable.RECEIPTS.move(transaction, cells.receipts().netted()))
                .then(CellTable.DAYS.move(transaction, Balances.byDay(due).netted()))
                .then(CellTable.ISSUES.move(transaction, cells.issues().netted()))
                .then(CellTable.ATTEMPTS.move(transaction, cells.attempts().netted()))
                .then(CellTable.FLOWS.move(transaction, cells.flows().netted()))
                .then(Mono.defer(() -> moveCrowds(transaction, cells)))
                .then(CellTable.USED.move(transaction, cells.used().netted()))
                .checkpoint("kpi cells");
    }

    private static Mono<Void> moveCrowds(Connection transaction, Cells cells) {
        return DebtorRows.move(transaction, cells.edges().netted())
                .flatMap(crowds -> CellTable.CROWDS.move(transaction, crowds));
    }

    static Cells netted(Changes changes) {
        var cells = new Cells();
        for (var change : changes.charges()) {
            if (change.before() != null) {
                ChargeCells.add(change.before(), cells, -1);
            }
            if (change.after() != null) {
                ChargeCells.add(change.after(), cells, 1);
            }
        }
        return cells;
    }
}

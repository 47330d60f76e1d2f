package io.emdia.kpi;

import io.emdia.ledger.Projection;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/**
 * Moves the cells with the ledger: by what each changed charge and customer contributes now less
 * what it contributed before, netted over the transaction.
 */
@Component
final class CellProjection implements Projection {

    @Override
    public Mono<Void> move(Connection transaction, Changes changes) {
        var cells = netted(changes);
        var due = cells.due().netted();
        return CellTable.CUBE
                .move(transaction, due)
                .then(CellTable.COHORTS.move(transaction, Balances.byDue(due).netted()))
                .then(CellTable.RECEIPTS.move(transaction, cells.receipts().netted()))
                .then(CellTable.DAYS.move(transaction, Balances.byDay(due).netted()))
                .then(CellTable.ISSUES.move(transaction, cells.issues().netted()))
                .then(CellTable.CROWDS.move(transaction, cells.crowds().netted()))
                .then(CellTable.USED.move(transaction, cells.used().netted()))
                .checkpoint("kpi cells");
    }

    static Cells netted(Changes changes) {
        var cells = new Cells();
        changes.charges().forEach(change -> add(change, cells));
        changes.customers().forEach(change -> add(change, cells));
        return cells;
    }

    private static void add(ChargeChange change, Cells cells) {
        if (change.before() != null) {
            ChargeCells.add(change.before(), cells, -1);
        }
        if (change.after() != null) {
            ChargeCells.add(change.after(), cells, 1);
        }
    }

    private static void add(CustomerChange change, Cells cells) {
        CustomerCells.add(change.key(), change.before(), cells, -1);
        CustomerCells.add(change.key(), change.after(), cells, 1);
    }
}

package io.emdia.bench;

import io.emdia.database.Database;
import io.emdia.ledger.Projection;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Scopes;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Fills the figures of a merchant through the product's own projections, in large batches. */
final class Receivables {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CHARGES_A_BATCH = 20_000;

    private final Database database;
    private final List<Projection> projections;

    Receivables(Database database, List<Projection> projections) {
        this.database = database;
        this.projections = projections;
    }

    /** The charges are contributed in the order of their days of issue. */
    void fill(String merchant, int count, LocalDate today) {
        var charges = new ManyCharges(merchant, count, today);
        var batch = new ArrayList<ChargeChange>();
        for (int index = 0; index < count; index++) {
            var charge = charges.next(index);
            batch.add(new ChargeChange(charge.key(), null, charge));
            if (batch.size() == CHARGES_A_BATCH || index == count - 1) {
                move(new Changes(List.copyOf(batch)));
                batch.clear();
            }
        }
    }

    void move(Changes changes) {
        for (var projection : projections) {
            database.write(Scopes.of(changes), transaction -> projection.move(transaction, changes))
                    .block(PATIENCE);
        }
    }
}

package io.emdia.bench;

import io.emdia.database.Database;
import io.emdia.ledger.Charge;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Projection;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Projection.CustomerChange;
import io.emdia.ledger.Projection.Debt;
import io.emdia.ledger.Walk;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Fills the figures of a merchant through the product's own projections, in large batches. */
final class Receivables {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CHARGES_A_BATCH = 20_000;

    private final Database database;
    private final List<Projection> projections;
    private final TreeMap<CustomerKey, List<Debt>> debts = new TreeMap<>();

    Receivables(Database database, List<Projection> projections) {
        this.database = database;
        this.projections = projections;
    }

    /** The charges are contributed by the day of issue, the customers at the end. */
    void fill(String merchant, int count, LocalDate today) {
        var charges = new ManyCharges(merchant, count, today);
        var batch = new ArrayList<ChargeChange>();
        for (int index = 0; index < count; index++) {
            var charge = charges.next(index);
            batch.add(new ChargeChange(charge.key(), null, charge));
            remember(charge);
            if (batch.size() == CHARGES_A_BATCH || index == count - 1) {
                move(new Changes(List.copyOf(batch), List.of()));
                batch.clear();
            }
        }
        move(new Changes(List.of(), customers()));
    }

    void move(Changes changes) {
        for (var projection : projections) {
            database.write(transaction -> projection.move(transaction, changes)).block(PATIENCE);
        }
    }

    private void remember(Charge charge) {
        var key =
                new CustomerKey(
                        charge.key().merchantId(),
                        charge.key().connectionId(),
                        Objects.requireNonNull(charge.customerId()));
        debts.computeIfAbsent(key, _ -> new ArrayList<>()).add(debt(charge));
    }

    private List<CustomerChange> customers() {
        var changes = new ArrayList<CustomerChange>();
        debts.forEach((key, owed) -> changes.add(new CustomerChange(key, List.of(), owed)));
        debts.clear();
        return changes;
    }

    private static Debt debt(Charge charge) {
        var turns = List.copyOf(Walk.turningDays(charge));
        return new Debt(
                charge.key().chargeId(),
                charge.currency(),
                charge.method().code(),
                charge.issuedOn(),
                charge.canceledOn(),
                charge.effectiveDueOn(),
                turns,
                turns.stream().map(charge::openAmount).toList());
    }
}

package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Projection.CustomerChange;
import io.emdia.ledger.Projection.Debt;
import io.emdia.ledger.Walk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A ledger in memory that tells what changed, as the real one does to its projections. */
final class ChargeBook {

    private final TreeMap<ChargeKey, Charge> charges = new TreeMap<>();

    List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    /** A null forgets a charge, as when its gateway cleared a member it cannot count without. */
    Changes put(SortedMap<ChargeKey, @Nullable Charge> newest) {
        var before = new TreeMap<>(charges);
        var changes = new ArrayList<ChargeChange>();
        var touched = new TreeSet<CustomerKey>();
        for (var key : newest.keySet()) {
            var after = newest.get(key);
            changes.add(new ChargeChange(key, before.get(key), after));
            touch(touched, before.get(key));
            touch(touched, after);
            if (after == null) {
                charges.remove(key);
            } else {
                charges.put(key, after);
            }
        }
        return new Changes(
                changes,
                touched.stream()
                        .map(
                                who ->
                                        new CustomerChange(
                                                who, debts(before, who), debts(charges, who)))
                        .toList());
    }

    private static void touch(TreeSet<CustomerKey> touched, @Nullable Charge charge) {
        var customer = charge == null ? null : customer(charge);
        if (customer != null) {
            touched.add(customer);
        }
    }

    private static @Nullable CustomerKey customer(Charge charge) {
        var id = charge.customerId();
        return id == null
                ? null
                : new CustomerKey(charge.key().merchantId(), charge.key().connectionId(), id);
    }

    private static List<Debt> debts(TreeMap<ChargeKey, Charge> charges, CustomerKey customer) {
        return charges.values().stream()
                .filter(charge -> customer.equals(customer(charge)))
                .map(ChargeBook::debt)
                .toList();
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

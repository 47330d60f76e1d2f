package io.emdia.kpi;

import io.emdia.ledger.Charge;

import java.time.LocalDate;

/**
 * What one charge adds to its customer: from which day on, and until which, it makes the customer
 * count at all, and be delinquent. A charge of nobody adds nothing.
 */
final class CustomerEdges {

    /** A customer counts on the day of its charge's issue and so many days more. */
    private static final int REMEMBERED_DAYS = 364;

    private final Charge charge;
    private final Deltas<Key.Edge> into;
    private final int sign;

    CustomerEdges(Charge charge, Deltas<Key.Edge> into, int sign) {
        this.charge = charge;
        this.into = into;
        this.sign = sign;
        count();
    }

    private void count() {
        var forgotten = charge.issuedOn().plusDays(REMEMBERED_DAYS + 1L);
        var canceled = charge.canceledOn();
        var until = canceled != null && canceled.isBefore(forgotten) ? canceled : forgotten;
        if (charge.issuedOn().isBefore(until)) {
            add(charge.issuedOn(), 1, 0);
            add(until, -1, 0);
        }
    }

    /** So many more of them are overdue from a day on. */
    void overdue(LocalDate day, int more) {
        add(day, 0, more);
    }

    private void add(LocalDate day, long counted, long overdue) {
        var customer = charge.customerId();
        if (customer == null) {
            return;
        }
        var key =
                new Key.Edge(
                        charge.key().merchantId(),
                        charge.key().connectionId(),
                        customer,
                        charge.currency(),
                        charge.method().code(),
                        day);
        into.add(key, sign, counted, overdue);
    }
}

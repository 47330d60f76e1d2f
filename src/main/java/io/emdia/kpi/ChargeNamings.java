package io.emdia.kpi;

import io.emdia.ledger.Charge;

import java.time.LocalDate;

/**
 * What one charge says of the subscription it names: from when until when it is overdue, and the
 * day of its first payment. A charge of none says nothing.
 */
final class ChargeNamings {

    private final Charge charge;
    private final Deltas<Key.Naming> into;
    private final int sign;

    ChargeNamings(Charge charge, Deltas<Key.Naming> into, int sign) {
        this.charge = charge;
        this.into = into;
        this.sign = sign;
        charge.payments().stream()
                .map(Charge.Payment::paidOn)
                .min(LocalDate::compareTo)
                .ifPresent(day -> add(day, 0, 1));
    }

    void overdue(LocalDate day, int more) {
        add(day, more, 0);
    }

    private void add(LocalDate day, long overdue, long paid) {
        charge.subscription()
                .ifPresent(named -> into.add(new Key.Naming(named, day), sign, overdue, paid));
    }
}

package io.emdia.bench;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Tells a merchant's charges to the ledger, each fact recorded on the day it happened. */
final class ToldCharges {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CHARGES_A_BATCH = 1_000;
    private static final String GATEWAY = "standard";
    private static final Duration NOON = Duration.ofHours(12);

    private final Ledger ledger;

    ToldCharges(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Answers the number of events. */
    int tell(String merchant, int count, LocalDate today) {
        var charges = new ManyCharges(merchant, count, today);
        var batch = new ArrayList<Ledger.Entry>();
        var told = 0;
        for (int index = 0; index < count; index++) {
            tell(charges.next(index), batch);
            if ((index + 1) % CHARGES_A_BATCH == 0 || index == count - 1) {
                ledger.apply(List.copyOf(batch)).block(PATIENCE);
                told += batch.size();
                batch.clear();
            }
        }
        return told;
    }

    private static void tell(Charge charge, List<Ledger.Entry> into) {
        var id = charge.key().chargeId();
        into.add(entry(charge, id + "-issued", charge.issuedOn(), issued(charge)));
        for (var payment : charge.payments()) {
            var paid =
                    new ChargeFact.PaymentSucceeded(
                            id,
                            payment.id(),
                            payment.amount(),
                            payment.method(),
                            new FactDate.OnDay(payment.paidOn()),
                            0,
                            0,
                            0);
            into.add(entry(charge, id + "-paid-" + payment.id(), payment.paidOn(), paid));
        }
        var canceled = charge.canceledOn();
        if (canceled != null) {
            var fact = new ChargeFact.ChargeCanceled(id, new FactDate.OnDay(canceled));
            into.add(entry(charge, id + "-canceled", canceled, fact));
        }
    }

    private static Fact issued(Charge charge) {
        var customer = charge.customerId();
        return new ChargeFact.ChargeTold(
                charge.key().chargeId(),
                customer == null ? Member.missing() : Member.of(customer),
                Member.missing(),
                Member.of(charge.amount()),
                Member.of(charge.currency()),
                Member.of(charge.method()),
                Member.of(new FactDate.OnDay(charge.issuedOn())),
                Member.of(new FactDate.OnDay(charge.effectiveDueOn())));
    }

    private static Ledger.Entry entry(Charge charge, String id, LocalDate day, Fact fact) {
        var key = charge.key();
        var event = new Event(id, "told", noon(day), id, List.of(fact));
        return new Ledger.Entry(key.merchantId(), key.connectionId(), GATEWAY, event, noon(day));
    }

    private static Instant noon(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(NOON);
    }
}

package io.emdia.kpi;

import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.ledger.Subscription;
import io.emdia.ledger.Subscription.Version;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one subscription contributes to the cells and to the steps of its payers: step functions of
 * the day, worked out on the days on which something of it changes and told as what changed.
 */
final class SubscriptionCells {

    private static final Set<CancelReason> FORCED =
            EnumSet.of(CancelReason.NOT_PAID, CancelReason.NO_CARD, CancelReason.FRAUD);

    private final Subscription subscription;
    private final Namings namings;
    private final Cells into;
    private final int sign;
    private @Nullable Standing standing;
    private @Nullable Bill bill;

    private SubscriptionCells(Subscription subscription, Namings namings, Cells into, int sign) {
        this.subscription = subscription;
        this.namings = namings;
        this.into = into;
        this.sign = sign;
    }

    /** What is billed, and to whom. */
    private record Bill(String customerId, Rhythm rhythm, long amount) {}

    /** Adds the contribution times {@code sign} (1 or -1). */
    static void add(Subscription subscription, Namings namings, Cells into, int sign) {
        new SubscriptionCells(subscription, namings, into, sign).add();
    }

    private void add() {
        var overdue = namings.overdue();
        long overdueCharges = 0;
        var edges = overdue.entrySet().iterator();
        var next = edges.hasNext() ? edges.next() : null;
        for (var day : turningDays()) {
            while (next != null && !next.getKey().isAfter(day)) {
                overdueCharges += next.getValue();
                next = edges.hasNext() ? edges.next() : null;
            }
            turn(day, overdueCharges);
        }
        end();
    }

    /** From the start on, every day on which something may change. */
    private SortedSet<LocalDate> turningDays() {
        var days = new TreeSet<LocalDate>(namings.overdue().keySet());
        subscription.versions().forEach(version -> days.add(version.from()));
        if (subscription.endsOn() != null) {
            days.add(subscription.endsOn());
        }
        var paid = namings.firstPayment();
        if (paid != null) {
            days.add(paid);
        }
        days.add(subscription.startedOn());
        return days.tailSet(subscription.startedOn());
    }

    private void turn(LocalDate day, long overdueCharges) {
        var version = subscription.version(day);
        var now = Standing.of(subscription, version, day, overdueCharges);
        if (now != standing) {
            stand(day, now);
        }
        var billed = now.hasRevenue() && hasBegun(day) ? bill(version) : null;
        if (!Objects.equals(billed, bill)) {
            step(day, bill, -sign);
            step(day, billed, sign);
            bill = billed;
        }
    }

    private static Bill bill(Version version) {
        return new Bill(
                version.customerId(),
                new Rhythm(version.interval(), version.intervalCount()),
                version.amount());
    }

    private boolean hasBegun(LocalDate day) {
        var paid = namings.firstPayment();
        return !subscription.awaitsPayment() || (paid != null && !paid.isAfter(day));
    }

    private void stand(LocalDate day, Standing now) {
        var moved = new long[Standing.COLUMNS.size()];
        if (standing != null) {
            moved[standing.ordinal()]--;
        }
        moved[now.ordinal()]++;
        var key = subscription.key();
        into.standings()
                .add(new Key.Standing(key.merchantId(), subscription.currency(), day), sign, moved);
        standing = now;
    }

    private void step(LocalDate day, @Nullable Bill billed, int signed) {
        if (billed != null) {
            var key = new Key.Step(payer(billed.customerId()), billed.rhythm().text(), day);
            into.steps().add(key, signed, billed.amount());
        }
    }

    /** The payer that it ends for is the one that it has on that day. */
    private void end() {
        var endsOn = subscription.endsOn();
        var reason = subscription.reason();
        if (endsOn != null && reason != null && FORCED.contains(reason)) {
            var payer = payer(subscription.version(endsOn).customerId());
            into.steps().add(new Key.Step(payer, PayerSteps.FORCED, endsOn), sign, 1);
        }
    }

    private Payer payer(String customerId) {
        var key = subscription.key();
        return new Payer(key.merchantId(), key.connectionId(), customerId, subscription.currency());
    }
}

package io.emdia.gateways.iugu;

import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An invoice as the API answers it: whole, with the days of most that happened to it. One that
 * expired is owed as before, until it is canceled. What is refunded is a running total, which a
 * reversion of the refund brings back to nothing.
 *
 * @param at when it last changed
 */
record IuguInvoice(Members members, Instant at) {

    private static final Set<String> PAID =
            Set.of(
                    "paid",
                    "externally_paid",
                    "partially_paid",
                    "partially_refunded",
                    "refunded",
                    "in_protest",
                    "chargeback");

    private static final String PARTLY = "partially_paid";

    void tell(List<Fact> known, List<Fact> guessed) {
        known.add(told());
        customer(members, known);
        addEnd(known, guessed);
        if (PAID.contains(status())) {
            addPayment(known, guessed);
            addRefunds(known);
            addDispute(known, guessed);
        }
    }

    static void customer(Members from, List<Fact> facts) {
        if (from.states("customer_id")) {
            facts.add(
                    new CustomerTold(
                            from.id("customer_id"),
                            from.told("customer_name", Members::text),
                            from.told(
                                    from.has("email") ? "email" : "customer_email", Members::text),
                            Member.missing(),
                            Member.missing()));
        }
    }

    private ChargeTold told() {
        var method = IuguMembers.method(members);
        var issued = IuguMembers.time(members, "created_at_iso");
        return new ChargeTold(
                id(),
                members.told("customer_id", Members::id),
                members.states("subscription_id")
                        ? Member.of(members.id("subscription_id"))
                        : Member.missing(),
                Member.of(total()),
                Member.of(currency(members)),
                method == null ? Member.missing() : Member.of(method),
                issued == null ? Member.missing() : Member.of(new FactDate.At(issued)),
                members.told("due_date", Members::date));
    }

    static String currency(Members from) {
        return from.states("currency") ? from.currency("currency") : Decimals.REAL;
    }

    private void addEnd(List<Fact> known, List<Fact> guessed) {
        if (status().equals("canceled")) {
            var day = IuguMembers.time(members, "canceled_at_iso");
            (day == null ? guessed : known).add(new ChargeCanceled(id(), on(day)));
        } else if (PAID.contains(status())) {
            known.add(new ChargeRestored(id()));
        }
    }

    private void addPayment(List<Fact> known, List<Fact> guessed) {
        var day = IuguMembers.time(members, "paid_at");
        var received = received();
        if (received == 0) {
            return;
        }
        var total = total();
        var over = Math.max(0, received - total);
        var interest = Math.max(0, over - IuguMembers.centsOrNone(members, "overpaid_cents"));
        var discount = status().equals(PARTLY) ? 0 : Math.max(0, total - received);
        var method = IuguMembers.method(members);
        (day == null ? guessed : known)
                .add(
                        new PaymentSucceeded(
                                id(),
                                id(),
                                received - interest,
                                method,
                                on(day),
                                discount,
                                0,
                                interest));
    }

    /** What was paid outside of Iugu may name no amount: then it is all of it. */
    private long received() {
        var paid = IuguMembers.centsOrNone(members, "paid_cents");
        var received = paid > 0 ? paid : IuguMembers.centsOrNone(members, "total_paid_cents");
        return received > 0 || status().equals(PARTLY) ? received : total();
    }

    private void addRefunds(List<Fact> facts) {
        var isWhole = status().equals("refunded");
        var told = refunded();
        var total = isWhole && told == 0 ? received() : told;
        if (total > 0) {
            facts.add(
                    new RefundedInAll(
                            id(), total, on(IuguMembers.time(members, "refunded_at_iso"))));
        } else if (members.states("refunded_cents")) {
            facts.add(new RefundFailed(id(), id()));
        }
    }

    /** In cents, or else only as people read it: R$ 49,90. */
    private long refunded() {
        for (var name : List.of("refunded_cents", "total_refunded_cents")) {
            if (members.states(name)) {
                return IuguMembers.cents(members, name);
            }
        }
        return members.states("total_refunded") ? IuguMembers.reais(members, "total_refunded") : 0;
    }

    private void addDispute(List<Fact> known, List<Fact> guessed) {
        var isLost = status().equals("chargeback");
        var openedAt = IuguMembers.time(members, "protested_at_iso");
        var lostAt = IuguMembers.time(members, "chargeback_at_iso");
        if (!isLost && !status().equals("in_protest") && openedAt == null && lostAt == null) {
            return;
        }
        var opened = openedAt == null ? lostAt : openedAt;
        (opened == null ? guessed : known)
                .add(new DisputeOpened(id(), id(), null, received(), on(opened)));
        if (isLost) {
            (lostAt == null ? guessed : known).add(closed(false, lostAt));
        } else if (!status().equals("in_protest")) {
            guessed.add(closed(true, null));
        }
    }

    private DisputeClosed closed(boolean won, @Nullable Instant day) {
        return new DisputeClosed(id(), id(), won, on(day));
    }

    private FactDate on(@Nullable Instant day) {
        return new FactDate.At(day == null ? at : day);
    }

    private String id() {
        return members.id("id");
    }

    private String status() {
        return IuguMembers.status(members);
    }

    private long total() {
        return IuguMembers.cents(members, "total_cents");
    }
}

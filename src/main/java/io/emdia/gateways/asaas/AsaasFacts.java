package io.emdia.gateways.asaas;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.emdia.gateways.Decimals;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import java.util.ArrayList;
import java.util.List;

/**
 * What a payment's body tells. Each holds the whole payment, so each tells all of it: what is
 * asked, that it was paid and when, what went back. All that is received of it is one payment under
 * its own id; only what was received in cash has a name of its own, because it alone can be undone
 * and then be paid after all.
 *
 * <p>Some of it is seen without its day, as in a chargeback that is over by now: a guess, which
 * counts only until somebody tells the day.
 */
final class AsaasFacts {

    private final AsaasPayment payment;
    private final String id;
    private final List<Fact> known = new ArrayList<>();
    private final List<Fact> guessed = new ArrayList<>();

    private AsaasFacts(AsaasPayment payment) {
        this.payment = payment;
        this.id = payment.id();
    }

    static AsaasFacts of(AsaasPayment payment) {
        var facts = new AsaasFacts(payment);
        facts.known.add(facts.told());
        facts.addEnd();
        facts.addPayment();
        facts.addFailure();
        AsaasReturns.add(payment, facts);
        return facts;
    }

    List<Fact> known() {
        return known;
    }

    /** Told without a day. */
    List<Fact> guessed() {
        return guessed;
    }

    void add(ChargeFact fact, boolean isKnown) {
        (isKnown ? known : guessed).add(fact);
    }

    private ChargeTold told() {
        var members = payment.members();
        return new ChargeTold(
                id,
                members.told("customer", Members::id),
                members.told("subscription", Members::id),
                Member.of(payment.principal()),
                Member.of(Decimals.REAL),
                Member.of(payment.method()),
                members.told("dateCreated", Moments::writtenDay),
                members.told("dueDate", Moments::writtenDay));
    }

    /** What is paid is not deleted any more. */
    private void addEnd() {
        if (payment.is("PAYMENT_DELETED") || payment.isDeleted()) {
            add(new ChargeCanceled(id, payment.on()), payment.is("PAYMENT_DELETED"));
        } else if (payment.is("PAYMENT_RESTORED") || payment.isPaid()) {
            known.add(new ChargeRestored(id));
        }
    }

    private void addPayment() {
        if (payment.is("PAYMENT_RECEIVED_IN_CASH_UNDONE")) {
            known.add(new PaymentReversed(id, inCash(), payment.on()));
        } else if (payment.isPaid()) {
            var paidOn = payment.paidOn();
            add(paid(paidOn == null ? payment.on() : paidOn), paidOn != null);
        }
    }

    private PaymentSucceeded paid(FactDate on) {
        return new PaymentSucceeded(
                id,
                payment.isInCash() ? inCash() : id,
                payment.principal() - payment.discount(),
                payment.isInCash() ? Method.CASH : payment.method(),
                on,
                payment.discount(),
                0,
                payment.interest());
    }

    private String inCash() {
        return id + ":cash";
    }

    private void addFailure() {
        if (payment.is("PAYMENT_CREDIT_CARD_CAPTURE_REFUSED")
                || payment.is("PAYMENT_REPROVED_BY_RISK_ANALYSIS")) {
            known.add(
                    new PaymentFailed(
                            id,
                            payment.type() + "@" + payment.toldAt().getEpochSecond(),
                            null,
                            payment.method(),
                            null,
                            payment.toldAt()));
        }
    }
}

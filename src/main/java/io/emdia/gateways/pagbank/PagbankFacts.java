package io.emdia.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundedInAll;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Moments;

import org.jspecify.annotations.Nullable;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What a charge's state tells. A charge is PagBank's own ({@code CHAR_…}): the merchant's reference
 * is optional and need not be unique. But a card that was declined is tried again as another charge
 * of the same order, or of another order for the same. So the declined one carries both as marks,
 * the paid one claims them, and what was declined is then another name of what was paid. An order
 * that lists both says so by itself, and its declined charges count as attempts at the other.
 */
final class PagbankFacts {

    private final PagbankCharge charge;
    private final List<Fact> facts = new ArrayList<>();

    private PagbankFacts(PagbankCharge charge) {
        this.charge = charge;
    }

    /**
     * @param declined of the same order
     */
    static List<Fact> of(PagbankCharge charge, List<PagbankCharge> declined) {
        var facts = new PagbankFacts(charge);
        facts.tell();
        declined.forEach(facts::absorb);
        return facts.facts;
    }

    private void tell() {
        customer();
        asked();
        if (charge.orderId() != null) {
            facts.add(new ChargeLinked(charge.orderId(), charge.id(), false));
        }
        if (charge.isPaid()) {
            paid();
            marks(true);
        }
        if (charge.isDeclined()) {
            attempt(charge);
            marks(false);
        }
        if (charge.isCanceled()) {
            var on = new FactDate.At(charge.createdAt());
            facts.add(new ChargeLapsed(charge.id(), on));
        }
    }

    /** Without its order a charge may be younger than what it asks for. */
    private void asked() {
        facts.add(
                new ChargeTold(
                        charge.id(),
                        stated(customerId()),
                        Member.missing(),
                        Member.of(charge.amount()),
                        Member.of(charge.currency()),
                        stated(charge.method()),
                        charge.isInOrder() ? Member.of(charge.issuedOn()) : Member.missing(),
                        stated(charge.dueOn())));
    }

    /** What a charge says of its own beginning: whoever knows its order knows better. */
    static List<Fact> ofBeginning(PagbankCharge charge) {
        return List.of(
                new ChargeTold(
                        charge.id(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.of(charge.issuedOn()),
                        Member.missing()));
    }

    private void paid() {
        facts.add(
                new PaymentSucceeded(
                        charge.id(),
                        charge.id(),
                        charge.received(),
                        charge.method(),
                        charge.paidOn(),
                        0,
                        0,
                        0));
        if (charge.refunded() > 0) {
            facts.add(new RefundedInAll(charge.id(), charge.refunded(), charge.paidOn()));
        }
    }

    private void absorb(PagbankCharge declined) {
        attempt(declined);
        facts.add(new ChargeLinked(declined.id(), charge.id(), false));
    }

    private void attempt(PagbankCharge declined) {
        facts.add(
                new PaymentFailed(
                        charge.id(),
                        declined.id(),
                        null,
                        declined.method(),
                        declined.code(),
                        declined.createdAt()));
    }

    private void marks(boolean claimed) {
        mark("order", charge.orderId(), claimed);
        mark("attempt", attemptOf(), claimed);
    }

    /** One amount of one customer under one reference, within a month: it may be used again. */
    private @Nullable String attemptOf() {
        var reference = charge.reference();
        var customer = customerId();
        if (reference == null || reference.isBlank() || customer == null) {
            return null;
        }
        var month = YearMonth.from(charge.createdAt().atZone(Moments.BRASILIA));
        return String.join("|", customer, "" + charge.amount(), "" + month, reference);
    }

    private void mark(String kind, @Nullable String name, boolean claimed) {
        if (name == null) {
            return;
        }
        var mark = "~" + Digests.sha256Hex((kind + "|" + name).getBytes(UTF_8));
        facts.add(
                claimed
                        ? new ChargeLinked(mark, charge.id(), true)
                        : new ChargeLinked(charge.id(), mark, true));
    }

    private void customer() {
        var customer = charge.customer();
        var id = customerId();
        if (customer != null && id != null) {
            facts.add(
                    new CustomerTold(
                            id,
                            customer.told("name", Members::text),
                            customer.told("email", Members::text),
                            Member.missing(),
                            customer.told("tax_id", Members::scalar)));
        }
    }

    /** PagBank names no customer: who has the same tax number is the same, without showing it. */
    private @Nullable String customerId() {
        var customer = charge.customer();
        if (customer == null) {
            return null;
        }
        var taxId = customer.orNull("tax_id", Members::scalar);
        var known =
                taxId == null || taxId.isBlank() ? customer.orNull("email", Members::text) : taxId;
        return known == null || known.isBlank() ? null : charge.pseudonym(known);
    }

    private static <T> Member<T> stated(@Nullable T value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

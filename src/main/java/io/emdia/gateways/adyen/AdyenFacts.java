package io.emdia.gateways.adyen;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.DisputeClosed;
import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.ChargeFact.PaymentFailed;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.ChargeFact.RefundFailed;
import io.emdia.facts.ChargeFact.RefundSucceeded;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an item tells. Adyen names no due date: a charge is due when it was first paid or, where the
 * merchant takes the money by itself, first refused. Warnings ({@code NOTIFICATION_OF_CHARGEBACK},
 * {@code REQUEST_FOR_INFORMATION} …), reports and codes we do not know move no money.
 *
 * <p>A payment is one fact however often it is told: under automatic capture it is the
 * authorisation, under manual capture each capture.
 */
final class AdyenFacts {

    /** The merchant takes the money without the shopper, who owes it when that fails. */
    private static final Set<String> UNATTENDED = Set.of("Subscription", "UnscheduledCardOnFile");

    private final AdyenItem item;
    private final AdyenCapture capture;
    private final List<Fact> facts = new ArrayList<>();

    private AdyenFacts(AdyenItem item, AdyenCapture capture) {
        this.item = item;
        this.capture = capture;
    }

    static List<Fact> of(AdyenItem item, AdyenCapture capture) {
        var facts = new AdyenFacts(item, capture);
        facts.read();
        return facts.facts;
    }

    private void read() {
        switch (item.code()) {
            case "PENDING" -> pending();
            case "AUTHORISATION" -> authorisation();
            case "AUTHORISATION_ADJUSTMENT" -> adjustment();
            case "CAPTURE" -> capture();
            case "CAPTURE_FAILED" -> captureFailed();
            case "OFFER_CLOSED" -> lapsed(false);
            case "CANCELLATION", "TECHNICAL_CANCEL", "EXPIRE" -> lapsed(true);
            case "CANCEL_OR_REFUND" -> cancelOrRefund();
            case "REFUND", "REFUND_WITH_DATA" -> refund();
            case "REFUND_FAILED", "REFUNDED_REVERSED" -> refundFailed();
            case "CHARGEBACK" -> disputeOpened();
            case "SECOND_CHARGEBACK" -> disputedAgain();
            case "CHARGEBACK_REVERSED", "PREARBITRATION_WON" -> disputeClosed(true);
            case "PREARBITRATION_LOST" -> disputeClosed(false);
            default -> {}
        }
    }

    private void pending() {
        if (!item.isSuccess() || item.amount() == 0) {
            return;
        }
        customer();
        var due = item.additional("boletobancario.dueDate", "dueDate");
        facts.add(
                new ChargeTold(
                        item.charge(),
                        stated(item.shopper()),
                        Member.missing(),
                        Member.of(item.amount()),
                        Member.of(item.currency()),
                        stated(AdyenMethods.of(item)),
                        Member.of(item.on()),
                        due == null ? Member.missing() : stated(AdyenItem.day(due))));
        link();
    }

    /** Of nothing, it only checks a card. */
    private void authorisation() {
        if (item.amount() == 0) {
            return;
        }
        customer();
        if (item.isSuccess()) {
            implied();
            if (capture == AdyenCapture.AUTOMATIC || hasNoCapture()) {
                paid(item.psp());
            }
        } else {
            var model = item.additional("recurringProcessingModel");
            if (model != null && UNATTENDED.contains(model)) {
                implied();
            }
            failed(item.psp());
        }
        link();
    }

    private void adjustment() {
        if (item.isSuccess() && capture == AdyenCapture.MANUAL) {
            facts.add(
                    new ChargeTold(
                            item.charge(),
                            Member.missing(),
                            Member.missing(),
                            Member.of(item.amount()),
                            Member.of(item.currency()),
                            Member.missing(),
                            Member.missing(),
                            Member.missing()));
        }
    }

    /** Under automatic capture the authorisation has told it, where that came. */
    private void capture() {
        if (capture.repeats(item)) {
            implied();
            link();
        }
        if (capture == AdyenCapture.AUTOMATIC || hasNoCapture()) {
            return;
        }
        if (item.isSuccess()) {
            implied();
            paid(item.psp());
            link();
        } else {
            failed(item.psp());
        }
    }

    private void captureFailed() {
        if (item.isSuccess()) {
            var manual = capture == AdyenCapture.MANUAL && !hasNoCapture();
            reversed(manual ? item.psp() : item.payment());
        }
    }

    /**
     * One way of paying ended. The charge is canceled where nothing else pays it.
     *
     * @param wasAuthorised what was authorised is released, and was never money
     */
    private void lapsed(boolean wasAuthorised) {
        if (!item.isSuccess()) {
            return;
        }
        if (wasAuthorised) {
            reversed(item.payment());
        } else {
            implied();
            link();
        }
        facts.add(new ChargeLapsed(item.charge(), item.on()));
    }

    private void cancelOrRefund() {
        if ("cancel".equals(item.additional("modification.action"))) {
            lapsed(true);
        } else {
            refund();
        }
    }

    /** What names no payment gives money to somebody who may never have paid. */
    private void refund() {
        if (!item.isOfAnother()) {
            return;
        }
        if (item.isSuccess()) {
            facts.add(
                    new RefundSucceeded(
                            item.payment(), item.psp(), null, item.amount(), item.on()));
        } else {
            facts.add(new RefundFailed(item.payment(), item.psp()));
        }
    }

    /** Names the refund that it undoes as its own. */
    private void refundFailed() {
        if (item.isOfAnother() && item.isSuccess()) {
            facts.add(new RefundFailed(item.payment(), item.psp()));
        }
    }

    private void disputeOpened() {
        if (item.isSuccess()) {
            facts.add(
                    new DisputeOpened(item.payment(), item.psp(), null, item.amount(), item.on()));
            linkDispute();
        }
    }

    /** After a defence that was accepted at first: what was won is lost. */
    private void disputedAgain() {
        disputeOpened();
        disputeClosed(false);
    }

    private void disputeClosed(boolean won) {
        if (item.isSuccess()) {
            facts.add(new DisputeClosed(item.payment(), item.psp(), won, item.on()));
            linkDispute();
        }
    }

    /** Later events of a dispute may leave its payment out, and name the dispute alone. */
    private void linkDispute() {
        if (item.isOfAnother() && !item.payment().equals(item.psp())) {
            facts.add(new ChargeLinked(item.psp(), item.payment(), false));
        }
    }

    private void link() {
        if (!item.payment().equals(item.charge())) {
            facts.add(new ChargeLinked(item.payment(), item.charge(), false));
        }
    }

    private void implied() {
        facts.add(
                new ChargeImplied(
                        item.charge(),
                        item.shopper(),
                        item.amount(),
                        item.currency(),
                        AdyenMethods.of(item),
                        item.on()));
    }

    private void paid(String paymentId) {
        facts.add(
                new PaymentSucceeded(
                        item.charge(),
                        paymentId,
                        item.amount(),
                        AdyenMethods.of(item),
                        item.on(),
                        0,
                        0,
                        0));
    }

    private void failed(String attemptId) {
        facts.add(
                new PaymentFailed(
                        item.charge(),
                        attemptId,
                        null,
                        AdyenMethods.of(item),
                        item.reason(),
                        item.at()));
    }

    private void reversed(String paymentId) {
        facts.add(new PaymentReversed(item.charge(), paymentId, item.on()));
    }

    private void customer() {
        var shopper = item.shopper();
        var email = item.additional("shopperEmail");
        if (shopper != null && email != null) {
            facts.add(
                    new CustomerTold(
                            shopper,
                            Member.missing(),
                            Member.of(email),
                            Member.missing(),
                            Member.missing()));
        }
    }

    private boolean hasNoCapture() {
        return AdyenMethods.hasNoCapture(AdyenMethods.of(item));
    }

    private static <T> Member<T> stated(@Nullable T value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

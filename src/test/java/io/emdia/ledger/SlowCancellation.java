package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.ChargeCanceled;
import io.emdia.facts.ChargeFact.ChargeLapsed;
import io.emdia.facts.ChargeFact.ChargeRestored;
import io.emdia.facts.ChargeFact.PaymentReversed;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.FactDate;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * Whether a charge is canceled, by looking through all of its facts.
 *
 * @param facts from the oldest to the newest by truth
 */
record SlowCancellation(List<ChargeFact> facts) {

    @Nullable FactDate on() {
        var canceled = standing(ChargeCanceled.class, ChargeCanceled::canceledOn);
        if (canceled != null || isPaid()) {
            return canceled;
        }
        return standing(ChargeLapsed.class, ChargeLapsed::lapsedOn);
    }

    private boolean isPaid() {
        return facts.stream()
                .anyMatch(
                        fact ->
                                fact instanceof PaymentSucceeded payment
                                        && !isReversed(payment.paymentId()));
    }

    private boolean isReversed(String paymentId) {
        return facts.stream()
                .anyMatch(
                        fact ->
                                fact instanceof PaymentReversed reversal
                                        && reversal.paymentId().equals(paymentId));
    }

    private <F> @Nullable FactDate standing(Class<F> kind, Function<F, FactDate> date) {
        return facts.stream()
                .filter(fact -> kind.isInstance(fact) || fact instanceof ChargeRestored)
                .reduce((_, newer) -> newer)
                .filter(kind::isInstance)
                .map(newest -> date.apply(kind.cast(newest)))
                .orElse(null);
    }
}

package io.emdia.ledger;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.CustomerFact;
import io.emdia.facts.Fact;
import io.emdia.facts.SubscriptionFact;

import tools.jackson.databind.jsontype.NamedType;

import java.util.List;

/** The name of every kind of fact, where the outside contract has one that name. */
final class FactTypes {

    static final List<NamedType> NAMED =
            List.of(
                    named(CustomerFact.CustomerTold.class, "customer.upserted"),
                    named(SubscriptionFact.SubscriptionTold.class, "subscription.upserted"),
                    named(SubscriptionFact.SubscriptionCanceled.class, "subscription.canceled"),
                    named(ChargeFact.ChargeTold.class, "charge.upserted"),
                    named(ChargeFact.ChargeImplied.class, "charge.implied"),
                    named(ChargeFact.ChargeLinked.class, "charge.linked"),
                    named(ChargeFact.ChargeCanceled.class, "charge.canceled"),
                    named(ChargeFact.ChargeLapsed.class, "charge.lapsed"),
                    named(ChargeFact.ChargeRestored.class, "charge.restored"),
                    named(ChargeFact.ChargeWrittenOff.class, "charge.written_off"),
                    named(ChargeFact.PaymentSucceeded.class, "payment.succeeded"),
                    named(ChargeFact.PaymentReversed.class, "payment.reversed"),
                    named(ChargeFact.PaymentFailed.class, "payment.failed"),
                    named(ChargeFact.RefundSucceeded.class, "refund.succeeded"),
                    named(ChargeFact.RefundFailed.class, "refund.failed"),
                    named(ChargeFact.RefundWithdrawn.class, "refund.withdrawn"),
                    named(ChargeFact.RefundedInAll.class, "refund.total"),
                    named(ChargeFact.DisputeOpened.class, "dispute.opened"),
                    named(ChargeFact.DisputeClosed.class, "dispute.closed"));

    private FactTypes() {}

    private static NamedType named(Class<? extends Fact> type, String name) {
        return new NamedType(type, name);
    }
}

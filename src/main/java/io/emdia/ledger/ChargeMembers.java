package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeImplied;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.FactDate;
import io.emdia.facts.Method;

import org.jspecify.annotations.Nullable;

/**
 * The members of a charge, merged: a stated one wins over an implied one whatever the timestamps, a
 * newer one over an older.
 */
record ChargeMembers(
        @Nullable String customerId,
        @Nullable String subscriptionId,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable Method method,
        @Nullable FactDate issuedOn,
        @Nullable FactDate dueOn) {

    static final ChargeMembers NONE = new ChargeMembers(null, null, null, null, null, null, null);

    ChargeMembers with(ChargeTold told) {
        return new ChargeMembers(
                told.customerId().over(customerId),
                told.subscriptionId().over(subscriptionId),
                told.amount().over(amount),
                told.currency().over(currency),
                told.method().over(method),
                told.issuedOn().over(issuedOn),
                told.dueOn().over(dueOn));
    }

    static ChargeMembers implied(ChargeImplied implied) {
        return new ChargeMembers(
                implied.customerId(),
                null,
                implied.amount(),
                implied.currency(),
                implied.method(),
                implied.issuedOn(),
                implied.issuedOn());
    }

    ChargeMembers orElse(ChargeMembers other) {
        return new ChargeMembers(
                customerId != null ? customerId : other.customerId,
                subscriptionId != null ? subscriptionId : other.subscriptionId,
                amount != null ? amount : other.amount,
                currency != null ? currency : other.currency,
                method != null ? method : other.method,
                issuedOn != null ? issuedOn : other.issuedOn,
                dueOn != null ? dueOn : other.dueOn);
    }
}

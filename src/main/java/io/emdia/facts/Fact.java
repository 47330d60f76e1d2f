package io.emdia.facts;

/** One thing a gateway told. Immutable; the order of arrival is not part of it. */
public sealed interface Fact permits ChargeFact, CustomerFact, SubscriptionFact {

    /** The id, within its connection, of the charge, customer or subscription it is about. */
    String subjectId();
}

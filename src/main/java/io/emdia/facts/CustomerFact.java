package io.emdia.facts;

/** Something told of a customer. */
public sealed interface CustomerFact extends Fact {

    String customerId();

    @Override
    default String subjectId() {
        return customerId();
    }

    /** Who the customer is. */
    record CustomerTold(
            String customerId,
            Member<String> name,
            Member<String> email,
            Member<String> phone,
            Member<String> document)
            implements CustomerFact {}
}

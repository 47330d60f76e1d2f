package io.emdia.ledger;

import io.emdia.facts.CustomerFact.CustomerTold;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Who a customer is, as far as it was told and is not forgotten. */
public record Person(
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String document) {

    public static final Person UNKNOWN = new Person(null, null, null, null);

    /** From the oldest to the newest by truth. */
    static Person fold(List<Told> told) {
        var person = UNKNOWN;
        for (var fact : told.stream().sorted(Told.BY_TRUTH).toList()) {
            person = person.knowing((CustomerTold) fact.fact());
        }
        return person;
    }

    private Person knowing(CustomerTold told) {
        return new Person(
                told.name().over(name),
                told.email().over(email),
                told.phone().over(phone),
                told.document().over(document));
    }

    /** Leaves out who it is, so that no log line can tell. */
    @Override
    public String toString() {
        return "Person";
    }
}

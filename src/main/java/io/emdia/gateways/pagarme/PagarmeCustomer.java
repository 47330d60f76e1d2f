package io.emdia.gateways.pagarme;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Who a charge or a subscription is of: its body holds the whole customer. */
final class PagarmeCustomer {

    private static final String CUSTOMER = "customer";
    private static final String CUSTOMER_ID = "customer_id";

    private PagarmeCustomer() {}

    static List<Fact> told(Members customer) {
        return List.of(
                new CustomerTold(
                        customer.id("id"),
                        customer.told("name", Members::text),
                        customer.told("email", Members::text),
                        Member.missing(),
                        customer.told("document", Members::scalar)));
    }

    /** Of the customer inside a body, where there is one. */
    static List<Fact> in(Members holder) {
        return isIn(holder) ? told(holder.object(CUSTOMER)) : List.of();
    }

    private static boolean isIn(Members holder) {
        return holder.isObject(CUSTOMER) && holder.object(CUSTOMER).states("id");
    }

    /** Null where a body names none. */
    static @Nullable String idIn(Members holder) {
        return isIn(holder)
                ? holder.object(CUSTOMER).id("id")
                : holder.orNull(CUSTOMER_ID, Members::id);
    }
}

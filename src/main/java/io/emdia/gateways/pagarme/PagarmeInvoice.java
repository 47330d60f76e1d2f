package io.emdia.gateways.pagarme;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.Fact;
import io.emdia.facts.Member;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** A subscription's invoice: says of its charge when it is due and which subscription it is of. */
final class PagarmeInvoice {

    private PagarmeInvoice() {}

    static List<Fact> facts(Members invoice) {
        if (!invoice.isObject("charge") || !invoice.object("charge").states("id")) {
            return List.of();
        }
        var facts = new ArrayList<Fact>(PagarmeCustomer.in(invoice));
        facts.add(
                new ChargeTold(
                        invoice.object("charge").id("id"),
                        stated(PagarmeCustomer.idIn(invoice)),
                        stated(subscriptionOf(invoice)),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        Member.missing(),
                        invoice.states("due_at")
                                ? Member.of(PagarmeTimes.day(invoice, "due_at"))
                                : Member.missing()));
        facts.addAll(linked(invoice, invoice.object("charge").id("id")));
        return facts;
    }

    /** An invoice or an order is another name of the charge that asks for its amount. */
    static List<Fact> linked(@Nullable Members holder, String charge) {
        return holder == null || !holder.states("id")
                ? List.of()
                : List.of(new ChargeLinked(holder.id("id"), charge, false));
    }

    /** Named in three ways; null where an invoice names none. */
    static @Nullable String subscriptionOf(Members invoice) {
        if (invoice.isObject("subscription")) {
            return invoice.object("subscription").orNull("id", Members::id);
        }
        var camel = invoice.orNull("subscriptionId", Members::id);
        return camel != null ? camel : invoice.orNull("subscription_id", Members::id);
    }

    static <T> Member<T> stated(@Nullable T value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

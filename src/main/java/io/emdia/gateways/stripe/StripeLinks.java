package io.emdia.gateways.stripe;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.Fact;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of Stripe's ids name the same money: a charge ({@code ch_}) belongs to its payment intent
 * ({@code pi_}), an intent to its invoice ({@code in_}).
 *
 * <p>Since 2025-03-31 neither the intent nor the invoice names the other. They still agree on
 * customer, currency, amount and, within seconds, on when the invoice was finalized or paid; a mark
 * is made of these. The invoice owns its marks, the others carry theirs.
 */
final class StripeLinks {

    /** Two times at most half of this apart share a mark. */
    private static final long SECONDS_PER_MARK = 8;

    private final List<Fact> facts = new ArrayList<>();

    /** One id is another name of a charge; without either nothing is told. */
    StripeLinks firm(@Nullable String alias, @Nullable String charge) {
        if (alias != null && charge != null && !alias.equals(charge)) {
            facts.add(new ChargeLinked(alias, charge, false));
        }
        return this;
    }

    StripeLinks owned(String invoice, StripeObject object, long amount, @Nullable Instant at) {
        marks(object, amount, at).forEach(mark -> add(mark, invoice));
        return this;
    }

    StripeLinks carried(String alias, StripeObject object, long amount, @Nullable Instant at) {
        marks(object, amount, at).forEach(mark -> add(alias, mark));
        return this;
    }

    List<Fact> facts() {
        return facts;
    }

    private void add(String from, String to) {
        var link = new ChargeLinked(from, to, true);
        if (!facts.contains(link)) {
            facts.add(link);
        }
    }

    /** Two overlapping rows of spans, so that no time is close to the edge of both. */
    private static List<String> marks(StripeObject object, long amount, @Nullable Instant at) {
        var customer = object.reference("customer");
        if (customer == null || at == null || amount == 0) {
            return List.of();
        }
        var second = at.getEpochSecond();
        var money = "|" + customer + "|" + object.currency() + "|" + amount + "|";
        return List.of(
                "~a" + money + Math.floorDiv(second, SECONDS_PER_MARK),
                "~b" + money + Math.floorDiv(second + SECONDS_PER_MARK / 2, SECONDS_PER_MARK));
    }
}

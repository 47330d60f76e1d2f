package io.emdia.gateways.pagarme;

import io.emdia.facts.ChargeFact.DisputeOpened;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.gateways.Members;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * {@code chargeback.received}, which takes the place of {@code charge.chargedback}. Both may tell
 * of one dispute, so it is named after its charge, of which Pagar.me tells no other. What the body
 * holds is not published: only what names a charge and an amount is believed.
 */
final class PagarmeChargeback {

    private PagarmeChargeback() {}

    static List<Fact> facts(Instant at, Members chargeback) {
        var charge = chargeOf(chargeback);
        var amount = amountOf(chargeback);
        if (charge == null || amount == null) {
            return List.of();
        }
        return List.of(opened(charge, amount, at(chargeback, at)));
    }

    static DisputeOpened opened(String charge, long amount, Instant at) {
        return new DisputeOpened(charge, charge + ":chargeback", null, amount, new FactDate.At(at));
    }

    private static Instant at(Members chargeback, Instant toldAt) {
        var created = PagarmeTimes.firstOf(chargeback, "created_at");
        var id = chargeback.orNull("id", Members::text);
        var isCharge = id != null && id.startsWith("ch_");
        return created == null || isCharge ? toldAt : created;
    }

    private static @Nullable String chargeOf(Members chargeback) {
        if (chargeback.isObject("charge")) {
            return chargeback.object("charge").orNull("id", Members::id);
        }
        var named = chargeback.orNull("charge_id", Members::id);
        var own = chargeback.orNull("id", Members::id);
        return named == null && own != null && own.startsWith("ch_") ? own : named;
    }

    private static @Nullable Long amountOf(Members chargeback) {
        if (chargeback.states("amount")) {
            return chargeback.amount("amount");
        }
        return chargeback.isObject("charge")
                ? chargeback.object("charge").orNull("amount", Members::amount)
                : null;
    }
}

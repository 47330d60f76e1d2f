package io.emdia.kpi;

import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.SlowFigures.Receipt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** How much came by which method, by the letter of the contract. */
final class SlowMix {

    private SlowMix() {}

    static List<MethodShare> of(List<Receipt> receipts) {
        var total = receipts.stream().mapToLong(Receipt::cash).sum();
        var byMethod = new HashMap<String, Long>();
        for (var receipt : receipts) {
            byMethod.merge(receipt.payment().method().code(), receipt.cash(), Long::sum);
        }
        var mix = new ArrayList<MethodShare>();
        byMethod.forEach(
                (method, amount) ->
                        mix.add(
                                new MethodShare(
                                        method,
                                        amount,
                                        Objects.requireNonNull(SlowFigures.ratio(amount, total)))));
        mix.sort(
                (one, other) ->
                        one.amount() == other.amount()
                                ? one.method().compareTo(other.method())
                                : Long.compare(other.amount(), one.amount()));
        return mix;
    }
}

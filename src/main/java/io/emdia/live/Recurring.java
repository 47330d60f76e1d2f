package io.emdia.live;

import io.emdia.kpi.KpiDocument;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The document's figures of recurring revenue, by the words they are labelled with. */
final class Recurring {

    private Recurring() {}

    /** Minor units; none is negative. */
    static Map<String, Long> movements(KpiDocument document) {
        var movements = document.revenue().movements();
        return Map.of(
                "new", movements.added(),
                "expansion", movements.expansion(),
                "contraction", movements.contraction(),
                "churn", movements.churn(),
                "reactivation", movements.reactivation());
    }

    static Map<String, Long> subscriptions(KpiDocument document) {
        var subscriptions = document.subscriptions();
        return Map.of(
                "trialing", subscriptions.trialing(),
                "active", subscriptions.active(),
                "past_due", subscriptions.pastDue(),
                "paused", subscriptions.paused(),
                "canceled", subscriptions.canceled());
    }

    /** Without those that there is nothing to make of. */
    static Map<String, BigDecimal> churn(KpiDocument document) {
        var churn = document.churn();
        var ratios = new LinkedHashMap<String, BigDecimal>();
        put(ratios, "customer", churn.customerRate());
        put(ratios, "voluntary", churn.voluntaryRate());
        put(ratios, "involuntary", churn.involuntaryRate());
        return ratios;
    }

    private static void put(
            Map<String, BigDecimal> ratios, String kind, @Nullable BigDecimal ratio) {
        if (ratio != null) {
            ratios.put(kind, ratio);
        }
    }
}

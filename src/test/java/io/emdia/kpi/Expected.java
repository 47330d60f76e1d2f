package io.emdia.kpi;

import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Attempts;
import io.emdia.kpi.KpiDocument.Churn;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.kpi.KpiDocument.Reversals;
import io.emdia.kpi.KpiDocument.Subscriptions;

import java.util.List;

/** The figures of a document, without what says when and whence. */
record Expected(
        Delinquency delinquency,
        List<AgingBucket> aging,
        Collection collection,
        Recovery recovery,
        Attempts attempts,
        Reversals reversals,
        List<MethodShare> paymentMix,
        Revenue revenue,
        Churn churn,
        Subscriptions subscriptions) {

    static Expected of(KpiDocument document) {
        return new Expected(
                document.delinquency(),
                document.aging(),
                document.collection(),
                document.recovery(),
                document.attempts(),
                document.reversals(),
                document.paymentMix(),
                document.revenue(),
                document.churn(),
                document.subscriptions());
    }

    static Expected of(Figures figures) {
        return new Expected(
                figures.delinquency(),
                figures.aging(),
                figures.collection(),
                figures.recovery(),
                figures.attempts(),
                figures.reversals(),
                figures.paymentMix(),
                figures.revenue(),
                figures.churn(),
                figures.subscriptions());
    }
}

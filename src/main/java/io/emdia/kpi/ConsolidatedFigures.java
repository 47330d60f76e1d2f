package io.emdia.kpi;

import static io.emdia.kpi.Metric.*;

import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Attempts;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Declines;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.kpi.KpiDocument.Reversals;
import io.emdia.ledger.Aging;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The groups of a document of charges in several currencies. */
record ConsolidatedFigures(ConsolidatedSums sums) {

    Delinquency delinquency() {
        return new Delinquency(
                sums.ratio(RATE),
                sums.ratio(RATE_BY_COUNT),
                sums.ratio(BOOK_RATE),
                sums.ratio(BOOK_RATE_BY_COUNT),
                sums.ratio(BOOK_RATE_OVER_30),
                sums.ratio(BOOK_RATE_OVER_60),
                sums.ratio(BOOK_RATE_OVER_90),
                sums.whole(OVERDUE_AMOUNT),
                sums.whole(OVERDUE_CHARGES),
                sums.whole(DOUBTFUL_AMOUNT),
                sums.whole(DOUBTFUL_CHARGES),
                sums.whole(RECEIVABLE_AMOUNT),
                sums.whole(RECEIVABLE_CHARGES),
                sums.whole(DELINQUENT_CUSTOMERS),
                sums.whole(ALL_CUSTOMERS),
                sums.ratio(DELINQUENT_CUSTOMERS_RATE));
    }

    List<AgingBucket> aging() {
        return Arrays.stream(Aging.values())
                .map(
                        aging ->
                                new AgingBucket(
                                        aging.label(), sums.amount(aging), sums.charges(aging)))
                .toList();
    }

    Collection collection() {
        return new Collection(
                sums.ratio(DAYS_FROM_DUE),
                sums.ratio(DAYS_LATE),
                sums.ratio(DAYS_FROM_ISSUE),
                sums.medianLag(),
                sums.ratio(DSO_DAYS),
                sums.ratio(BEST_POSSIBLE_DSO_DAYS),
                sums.ratio(EFFECTIVENESS_INDEX),
                sums.whole(RECEIVED_AMOUNT),
                sums.whole(ISSUED_AMOUNT));
    }

    Recovery recovery() {
        return new Recovery(
                sums.whole(RECOVERED_AMOUNT),
                sums.whole(FELL_OVERDUE_AMOUNT),
                sums.ratio(RECOVERY_RATE));
    }

    Attempts attempts() {
        return new Attempts(
                sums.ratio(FIRST_ATTEMPT_SUCCESS_RATE),
                sums.ratio(DECLINE_RATE),
                sums.declines().entrySet().stream()
                        .map(code -> new Declines(code.getKey(), code.getValue()))
                        .sorted(Figures.MOST_FIRST)
                        .toList());
    }

    Reversals reversals() {
        return new Reversals(
                sums.whole(REFUNDED_AMOUNT),
                sums.ratio(REFUND_RATE),
                sums.whole(DISPUTED_AMOUNT),
                sums.ratio(DISPUTE_RATE));
    }

    /** Shares are of the exact amounts. */
    List<MethodShare> paymentMix() {
        var byMethod = sums.byMethod();
        var total = byMethod.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return byMethod.entrySet().stream()
                .filter(method -> method.getValue().signum() != 0)
                .map(method -> share(method, total))
                .sorted(Figures.GREATEST_FIRST)
                .toList();
    }

    private static MethodShare share(Map.Entry<String, BigDecimal> method, BigDecimal total) {
        return new MethodShare(
                method.getKey(),
                ConsolidatedSums.rounded(method.getValue()),
                Objects.requireNonNull(ConsolidatedSums.ratio(method.getValue(), total)));
    }
}

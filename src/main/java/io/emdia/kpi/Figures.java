package io.emdia.kpi;

import static io.emdia.kpi.Metric.*;

import io.emdia.kpi.CellSums.Decline;
import io.emdia.kpi.CellSums.Received;
import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.KpiDocument.Attempts;
import io.emdia.kpi.KpiDocument.Churn;
import io.emdia.kpi.KpiDocument.Collection;
import io.emdia.kpi.KpiDocument.Declines;
import io.emdia.kpi.KpiDocument.Delinquency;
import io.emdia.kpi.KpiDocument.MethodShare;
import io.emdia.kpi.KpiDocument.Movements;
import io.emdia.kpi.KpiDocument.Recovery;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.kpi.KpiDocument.Reversals;
import io.emdia.kpi.KpiDocument.Subscriptions;
import io.emdia.ledger.Aging;
import io.emdia.money.Ratios;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The groups of a document, each figure by its {@link Metric}; lists are complete and sorted. */
record Figures(Quantities quantities) {

    static final Comparator<MethodShare> GREATEST_FIRST =
            Comparator.comparingLong(MethodShare::amount)
                    .reversed()
                    .thenComparing(MethodShare::method);

    static final Comparator<Declines> MOST_FIRST =
            Comparator.comparingLong(Declines::count).reversed().thenComparing(Declines::code);

    Figures(CellSums sums, Scope scope) {
        this(new Quantities(sums, scope));
    }

    Delinquency delinquency() {
        return new Delinquency(
                ratio(RATE),
                ratio(RATE_BY_COUNT),
                ratio(BOOK_RATE),
                ratio(BOOK_RATE_BY_COUNT),
                ratio(BOOK_RATE_OVER_30),
                ratio(BOOK_RATE_OVER_60),
                ratio(BOOK_RATE_OVER_90),
                whole(OVERDUE_AMOUNT),
                whole(OVERDUE_CHARGES),
                whole(DOUBTFUL_AMOUNT),
                whole(DOUBTFUL_CHARGES),
                whole(RECEIVABLE_AMOUNT),
                whole(RECEIVABLE_CHARGES),
                whole(DELINQUENT_CUSTOMERS),
                whole(ALL_CUSTOMERS),
                ratio(DELINQUENT_CUSTOMERS_RATE));
    }

    List<AgingBucket> aging() {
        return Arrays.stream(Aging.values()).map(this::bucket).toList();
    }

    Collection collection() {
        return new Collection(
                ratio(DAYS_FROM_DUE),
                ratio(DAYS_LATE),
                ratio(DAYS_FROM_ISSUE),
                quantities.medianLag(),
                ratio(DSO_DAYS),
                ratio(BEST_POSSIBLE_DSO_DAYS),
                ratio(EFFECTIVENESS_INDEX),
                whole(RECEIVED_AMOUNT),
                whole(ISSUED_AMOUNT));
    }

    Recovery recovery() {
        return new Recovery(
                whole(RECOVERED_AMOUNT), whole(FELL_OVERDUE_AMOUNT), ratio(RECOVERY_RATE));
    }

    Attempts attempts() {
        return new Attempts(
                ratio(FIRST_ATTEMPT_SUCCESS_RATE),
                ratio(DECLINE_RATE),
                sums().attempts().declines().stream()
                        .map(Figures::declines)
                        .sorted(MOST_FIRST)
                        .toList());
    }

    Reversals reversals() {
        return new Reversals(
                whole(REFUNDED_AMOUNT),
                ratio(REFUND_RATE),
                whole(DISPUTED_AMOUNT),
                ratio(DISPUTE_RATE));
    }

    List<MethodShare> paymentMix() {
        var byMethod =
                sums().received().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Received::method,
                                        Collectors.reducing(0L, Received::amount, Math::addExact)));
        return byMethod.entrySet().stream()
                .filter(method -> method.getValue() != 0)
                .map(this::share)
                .sorted(GREATEST_FIRST)
                .toList();
    }

    Revenue revenue() {
        return new Revenue(
                whole(MRR),
                whole(ARR),
                new Movements(
                        whole(NEW),
                        whole(EXPANSION),
                        whole(CONTRACTION),
                        whole(CHURN),
                        whole(REACTIVATION)),
                ratio(NET_RETENTION),
                ratio(GROSS_RETENTION));
    }

    Churn churn() {
        return new Churn(ratio(CHURN_RATE), ratio(VOLUNTARY_RATE), ratio(INVOLUNTARY_RATE));
    }

    Subscriptions subscriptions() {
        return new Subscriptions(
                whole(TRIALING), whole(ACTIVE), whole(PAST_DUE), whole(PAUSED), whole(CANCELED));
    }

    private MethodShare share(Map.Entry<String, Long> method) {
        var share = Ratios.of(method.getValue(), quantities.received());
        return new MethodShare(method.getKey(), method.getValue(), Objects.requireNonNull(share));
    }

    private AgingBucket bucket(Aging aging) {
        var balance = sums().book().get(aging.ordinal());
        return new AgingBucket(aging.label(), balance.amount(), balance.charges());
    }

    private static Declines declines(Decline decline) {
        return new Declines(decline.code(), decline.count());
    }

    private @Nullable BigDecimal ratio(Metric metric) {
        return metric.ratio(quantities);
    }

    private long whole(Metric metric) {
        return metric.whole(quantities);
    }

    private CellSums sums() {
        return quantities.sums();
    }
}

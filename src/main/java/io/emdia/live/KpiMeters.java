package io.emdia.live;

import static java.util.stream.Collectors.toMap;

import io.emdia.kpi.KpiDocument.AgingBucket;
import io.emdia.kpi.MethodBalance;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The figures as gauges, amounts in major units. Tags: merchant (as many as the settings say, the
 * rest as {@code _other}), currency (few a merchant), bucket (seven), method (nine), class and
 * status (five), kind (three). A figure that is null is not exported, nor one of a merchant that is
 * no longer shown. Every node shows the same figures of all merchants: they are to be read with
 * {@code max by}, never summed over nodes.
 */
@Component
final class KpiMeters {

    private final List<Shown> shown = new ArrayList<>();
    private final MeterRegistry registry;

    KpiMeters(MeterRegistry registry) {
        this.registry = registry;
        ratios();
        amounts();
        days();
        breakdowns();
        revenue();
    }

    private void ratios() {
        one(
                "emdia.delinquency.ratio",
                "Open part of what fell due in the window",
                figures -> figures.own(document -> document.delinquency().rate()));
        one(
                "emdia.delinquency.book.ratio",
                "Overdue part of the receivables",
                MerchantFigures::bookRatio);
        one(
                "emdia.recovery.ratio",
                "Part of what fell overdue in the window that is owed no more",
                figures -> figures.own(document -> document.recovery().rate()));
    }

    private void amounts() {
        one(
                "emdia.overdue.amount",
                "Overdue, in major units",
                figures -> figures.amount(document -> document.delinquency().overdueAmount()));
        one(
                "emdia.doubtful.amount",
                "Overdue without a word of the gateway since, in major units",
                figures -> figures.amount(document -> document.delinquency().doubtfulAmount()));
        one(
                "emdia.receivable.amount",
                "Receivable, in major units",
                figures -> figures.amount(document -> document.delinquency().receivableAmount()));
        one(
                "emdia.recovered.amount",
                "Received late in the window, in major units",
                figures -> figures.amount(document -> document.recovery().recoveredAmount()));
        one(
                "emdia.delinquent.customers",
                "Customers with something overdue",
                figures -> figures.count(document -> document.delinquency().delinquentCustomers()));
    }

    private void days() {
        one(
                "emdia.collection.days.average",
                "From due day to payment, amount-weighted, in the window",
                figures -> figures.own(document -> document.collection().averageDaysFromDue()));
        one("emdia.dso.days", "Days sales outstanding", MerchantFigures::dsoDays);
    }

    private void revenue() {
        one(
                "emdia.mrr.amount",
                "Monthly recurring revenue, in major units",
                figures -> figures.amount(document -> document.revenue().mrr()));
        amounts(
                "emdia.mrr.movement.amount",
                "How the monthly recurring revenue moved in the window, in major units",
                "class",
                part -> Recurring.movements(part.document()));
        counts(
                "emdia.subscriptions",
                "Subscriptions by status",
                "status",
                part -> Recurring.subscriptions(part.document()));
        ratios(
                "emdia.churn.ratio",
                "Part of the customers with recurring revenue before the window that lost it",
                "kind",
                part -> Recurring.churn(part.document()));
    }

    private void breakdowns() {
        amounts(
                "emdia.aging.amount",
                "Receivable by days overdue, in major units",
                "bucket",
                part ->
                        part.document().aging().stream()
                                .collect(toMap(AgingBucket::bucket, AgingBucket::amount)));
        amounts(
                "emdia.method.overdue.amount",
                "Overdue by the charges' method, in major units",
                "method",
                part -> byMethod(part, MethodBalance::overdue));
        amounts(
                "emdia.method.receivable.amount",
                "Receivable by the charges' method, in major units",
                "method",
                part -> byMethod(part, MethodBalance::receivable));
    }

    /** Shows these and nothing else. */
    void show(List<MerchantFigures> all) {
        shown.forEach(meter -> meter.show(all));
    }

    private void one(
            String name, String description, Function<MerchantFigures, @Nullable Number> value) {
        shown.add(
                new Shown(
                        gauge(name, description),
                        figures -> Stream.ofNullable(row(tags(figures), value.apply(figures)))));
    }

    private void amounts(
            String name,
            String description,
            String tag,
            Function<MerchantFigures.Part, Map<String, Long>> minorUnits) {
        shown.add(
                new Shown(
                        gauge(name, description),
                        figures ->
                                figures.summed(minorUnits).entrySet().stream()
                                        .map(it -> amount(figures, tag, it))));
    }

    private void counts(
            String name,
            String description,
            String tag,
            Function<MerchantFigures.Part, Map<String, Long>> numbers) {
        shown.add(
                new Shown(
                        gauge(name, description),
                        figures ->
                                figures.summed(numbers).entrySet().stream()
                                        .map(it -> row(figures, tag, it.getKey(), it.getValue()))));
    }

    private void ratios(
            String name,
            String description,
            String tag,
            Function<MerchantFigures.Part, Map<String, BigDecimal>> own) {
        shown.add(
                new Shown(
                        gauge(name, description),
                        figures ->
                                figures.ownByWord(own).entrySet().stream()
                                        .map(it -> row(figures, tag, it.getKey(), it.getValue()))));
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private static Value amount(
            MerchantFigures figures, String tag, Map.Entry<String, Long> entry) {
        return row(figures, tag, entry.getKey(), figures.majorUnits(entry.getValue()));
    }

    private static Value row(MerchantFigures figures, String tag, String word, Number value) {
        return new Value(tags(figures).and(tag, word), value);
    }

    private static @Nullable Value row(Tags tags, @Nullable Number value) {
        return value == null ? null : new Value(tags, value);
    }

    private static Tags tags(MerchantFigures figures) {
        return Tags.of("merchant", figures.merchant(), "currency", figures.currency());
    }

    private static Map<String, Long> byMethod(
            MerchantFigures.Part part, ToLongFunction<MethodBalance> amount) {
        return part.open().stream()
                .collect(toMap(open -> open.method().code(), amount::applyAsLong));
    }

    private record Value(Tags tags, Number number) {}

    private static final class Shown {

        private final MultiGauge gauge;
        private final Function<MerchantFigures, Stream<Value>> rows;
        private final Map<Tags, Number> values = new ConcurrentHashMap<>();

        Shown(MultiGauge gauge, Function<MerchantFigures, Stream<Value>> rows) {
            this.gauge = gauge;
            this.rows = rows;
        }

        /**
         * Rows that are gone are forgotten; those that stay keep their gauge and change its value.
         * A gauge taken away and given back is now and then told twice to whoever reads meanwhile,
         * and then the whole answer is refused.
         */
        void show(List<MerchantFigures> all) {
            var now = all.stream().flatMap(rows).collect(toMap(Value::tags, Value::number));
            values.putAll(now);
            gauge.register(now.keySet().stream().<Row<?>>map(this::row).toList(), false);
            values.keySet().retainAll(now.keySet());
        }

        private Row<?> row(Tags tags) {
            return Row.of(tags, values, all -> number(all.get(tags)));
        }

        private static double number(@Nullable Number value) {
            return value == null ? Double.NaN : value.doubleValue();
        }
    }
}

package io.emdia.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures as gauges, amounts in major units. Tags: merchant (as many as the settings say, the
 * rest as {@code _other}), currency (few a merchant), bucket (seven), method (nine). A figure that
 * is null is not exported, nor one of a merchant that is no longer shown.
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
    }

    private void ratios() {
        one(
                "emdia.delinquency.ratio",
                "Open part of what fell due in the window",
                MerchantFigures::delinquencyRatio);
        one(
                "emdia.delinquency.book.ratio",
                "Overdue part of the receivables",
                MerchantFigures::bookRatio);
        one(
                "emdia.recovery.ratio",
                "Part of what fell overdue in the window that is owed no more",
                MerchantFigures::recoveryRatio);
    }

    private void amounts() {
        one(
                "emdia.overdue.amount",
                "Overdue, in major units",
                figures -> figures.majorUnits(figures.overdue()));
        one(
                "emdia.doubtful.amount",
                "Overdue without a word of the gateway since, in major units",
                figures -> figures.majorUnits(figures.doubtful()));
        one(
                "emdia.receivable.amount",
                "Receivable, in major units",
                figures -> figures.majorUnits(figures.receivable()));
        one(
                "emdia.recovered.amount",
                "Received late in the window, in major units",
                figures -> figures.majorUnits(figures.recovered()));
        one(
                "emdia.delinquent.customers",
                "Customers with something overdue",
                MerchantFigures::delinquentCustomers);
    }

    private void days() {
        one(
                "emdia.collection.days.average",
                "From due day to payment, amount-weighted, in the window",
                MerchantFigures::collectionDays);
        one("emdia.dso.days", "Days sales outstanding", MerchantFigures::dsoDays);
    }

    private void breakdowns() {
        each(
                "emdia.aging.amount",
                "Receivable by days overdue, in major units",
                "bucket",
                MerchantFigures::aging);
        each(
                "emdia.method.overdue.amount",
                "Overdue by the charges' method, in major units",
                "method",
                figures -> byMethod(figures, MerchantFigures.Owed::overdue));
        each(
                "emdia.method.receivable.amount",
                "Receivable by the charges' method, in major units",
                "method",
                figures -> byMethod(figures, MerchantFigures.Owed::receivable));
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

    private void each(
            String name,
            String description,
            String tag,
            Function<MerchantFigures, Map<String, Long>> amounts) {
        shown.add(
                new Shown(
                        gauge(name, description),
                        figures ->
                                amounts.apply(figures).entrySet().stream()
                                        .map(entry -> row(figures, tag, entry))));
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private static Row<?> row(MerchantFigures figures, String tag, Map.Entry<String, Long> entry) {
        return Row.of(tags(figures).and(tag, entry.getKey()), figures.majorUnits(entry.getValue()));
    }

    private static @Nullable Row<?> row(Tags tags, @Nullable Number value) {
        return value == null ? null : Row.of(tags, value);
    }

    private static Tags tags(MerchantFigures figures) {
        return Tags.of("merchant", figures.merchant(), "currency", figures.currency());
    }

    private static Map<String, Long> byMethod(
            MerchantFigures figures, Function<MerchantFigures.Owed, Long> amount) {
        return figures.methods().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> entry.getKey().code(),
                                entry -> Objects.requireNonNull(amount.apply(entry.getValue()))));
    }

    private record Shown(MultiGauge gauge, Function<MerchantFigures, Stream<Row<?>>> rows) {

        /** The registry keeps the rows' values alive, and forgets rows that are gone. */
        void show(List<MerchantFigures> all) {
            gauge.register(all.stream().<Row<?>>flatMap(rows).toList(), true);
        }
    }
}

package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.Records;
import io.emdia.ledger.SlowFold;
import io.emdia.ledger.SlowSubscriptions;
import io.emdia.merchants.Merchant.MrrStart;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recurring revenue by the letter of the contract after each record, from nothing every time:
 * whatever a trail says an event moved is what the computation after it has more than the one
 * before. One merchant, one connection.
 */
final class SlowPast {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private final Records records;
    private final List<Ledger.Entry> entries;
    private final Map<Asked, Figures> known = new HashMap<>();

    SlowPast(Records records) {
        this.records = records;
        this.entries =
                records.entries().stream().sorted(Comparator.comparing(Happening::of)).toList();
    }

    private record Asked(int count, Scope scope) {}

    /** Figures of so many of the first records. */
    record Figures(JsonNode groups) {

        private record Groups(
                KpiDocument.Revenue revenue,
                KpiDocument.Churn churn,
                KpiDocument.Subscriptions subscriptions) {}

        static Figures of(SlowRevenue slow) {
            return new Figures(
                    JSON.valueToTree(new Groups(slow.revenue(), slow.churn(), slow.standing())));
        }

        @Nullable BigDecimal value(Metric metric) {
            var value = groups.at("/" + metric.code().replace('.', '/'));
            return value.isNull() ? null : value.decimalValue();
        }
    }

    Records records() {
        return records;
    }

    int recordedBy(Instant instant) {
        return (int) entries.stream().filter(one -> !one.recordedAt().isAfter(instant)).count();
    }

    int size() {
        return entries.size();
    }

    Happening record(int at) {
        return Happening.of(entries.get(at));
    }

    @Nullable BigDecimal value(Metric metric, Instant until, Scope scope) {
        return first(recordedBy(until), scope).value(metric);
    }

    Figures first(int count, Scope scope) {
        return known.computeIfAbsent(new Asked(count, scope), this::compute);
    }

    private Figures compute(Asked asked) {
        var scope = asked.scope();
        var ledger = MemoryLedger.byTruth(records.mrrStarts());
        var _ = ledger.apply(entries.subList(0, asked.count()));
        var awaitsPayment = records.mrrStarts() == MrrStart.FIRST_PAYMENT;
        return Figures.of(
                SlowRevenue.of(
                        SlowSubscriptions.of(
                                ledger.counting(), records.merchant(), "c", awaitsPayment),
                        charges(ledger),
                        scope.currency(),
                        scope.asOf(),
                        scope.start(),
                        scope.end()));
    }

    private List<Charge> charges(MemoryLedger ledger) {
        return SlowFold.charges(ledger.counting(), records.merchant(), "c");
    }

    static boolean isSame(@Nullable Number one, @Nullable BigDecimal other) {
        return one == null || other == null
                ? one == other
                : new BigDecimal(one.toString()).compareTo(other) == 0;
    }
}

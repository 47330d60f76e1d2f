package io.emdia.audit;

import io.emdia.money.Currencies;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What the newest audits found, the same on every node: to be read with {@code max by}. Merchants
 * beyond the cap are one, {@code _other}, so that the tags stay few.
 */
@Component
final class AuditMeters {

    private static final String OTHER = "_other";

    private final AuditedMerchants merchants;
    private final InstantSource clock;
    private final MultiGauge drift;
    private final MultiGauge differences;
    private final MultiGauge age;

    AuditMeters(MeterRegistry registry, AuditedMerchants merchants, InstantSource clock) {
        this.merchants = merchants;
        this.clock = clock;
        this.drift =
                MultiGauge.builder("emdia.kpi.drift.amount")
                        .description(
                                "By how much figures are off what the facts come to, in major"
                                        + " units; must be 0")
                        .register(registry);
        this.differences =
                MultiGauge.builder("emdia.kpi.drift.differences")
                        .description("In how many places figures are off; must be 0")
                        .register(registry);
        this.age =
                MultiGauge.builder("emdia.audit.age")
                        .description("Since the newest audit that came to an end")
                        .baseUnit("seconds")
                        .register(registry);
    }

    private record Off(String currency, long amount) {}

    /** Shows these, by merchant, and nothing else. */
    void show(List<AuditState> all) {
        var amounts = new ArrayList<Row<?>>();
        var counts = new ArrayList<Row<?>>();
        var ages = new ArrayList<Row<?>>();
        all.stream()
                .limit(merchants.maxMerchants())
                .forEach(one -> add(one.merchantId(), List.of(one), amounts, counts, ages));
        var others = all.stream().skip(merchants.maxMerchants()).toList();
        if (!others.isEmpty()) {
            add(OTHER, others, amounts, counts, ages);
        }
        drift.register(amounts, true);
        differences.register(counts, true);
        age.register(ages, true);
    }

    private void add(
            String name,
            List<AuditState> states,
            List<Row<?>> amounts,
            List<Row<?>> counts,
            List<Row<?>> ages) {
        var tags = Tags.of("merchant", name);
        var sums = new TreeMap<String, Long>();
        var count = 0L;
        var since = states.getFirst().since();
        for (var state : states) {
            state.drift().forEach((currency, off) -> sums.merge(currency, off, Math::addExact));
            count += state.differences();
            since = since.isBefore(state.since()) ? since : state.since();
        }
        sums.forEach(
                (currency, off) ->
                        amounts.add(
                                Row.of(
                                        tags.and("currency", currency),
                                        Currencies.toMajorUnits(off, currency))));
        counts.add(Row.of(tags, count));
        ages.add(Row.of(tags, since, this::seconds));
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1e3;
    }
}

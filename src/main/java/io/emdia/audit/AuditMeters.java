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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

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
    private final Newest shown =
            new Newest(
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());

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

    private record Newest(
            Map<Tags, Number> amounts, Map<Tags, Number> counts, Map<Tags, Instant> ages) {}

    /** Shows these, by merchant, and nothing else. */
    void show(List<AuditState> all) {
        var now = new Newest(new HashMap<>(), new HashMap<>(), new HashMap<>());
        all.stream()
                .limit(merchants.maxMerchants())
                .forEach(one -> add(one.merchantId(), List.of(one), now));
        var others = all.stream().skip(merchants.maxMerchants()).toList();
        if (!others.isEmpty()) {
            add(OTHER, others, now);
        }
        show(drift, shown.amounts(), now.amounts(), Number::doubleValue);
        show(differences, shown.counts(), now.counts(), Number::doubleValue);
        show(age, shown.ages(), now.ages(), this::seconds);
    }

    /**
     * Rows that stay keep their gauge and change its value. A gauge taken away and given back is
     * now and then told twice to whoever reads meanwhile, and then the whole answer is refused.
     */
    private static <T> void show(
            MultiGauge gauge, Map<Tags, T> shown, Map<Tags, T> now, ToDoubleFunction<T> value) {
        shown.putAll(now);
        gauge.register(now.keySet().stream().<Row<?>>map(tags -> row(tags, shown, value)).toList());
        shown.keySet().retainAll(now.keySet());
    }

    private static <T> Row<?> row(Tags tags, Map<Tags, T> shown, ToDoubleFunction<T> value) {
        return Row.of(
                tags,
                shown,
                all ->
                        Optional.ofNullable(all.get(tags)).stream()
                                .mapToDouble(value)
                                .findAny()
                                .orElse(Double.NaN));
    }

    private static void add(String name, List<AuditState> states, Newest now) {
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
                        now.amounts()
                                .put(
                                        tags.and("currency", currency),
                                        Currencies.toMajorUnits(off, currency)));
        now.counts().put(tags, count);
        now.ages().put(tags, since);
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1e3;
    }
}

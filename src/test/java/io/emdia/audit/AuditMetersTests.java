package io.emdia.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

class AuditMetersTests {

    private static final Instant NOW = Instant.parse("2025-06-30T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AuditMeters meters =
            new AuditMeters(registry, new AuditedMerchants(2), () -> NOW);

    @Test
    void driftIsShownInMajorUnitsOfEachCurrency() {
        meters.show(List.of(state("acme", 10, Map.of("BRL", 1050L, "JPY", 7L), 3)));

        assertThat(drift("acme", "BRL")).isEqualTo(10.5);
        assertThat(drift("acme", "JPY")).isEqualTo(7);
        assertThat(value("emdia.kpi.drift.differences", "acme")).isEqualTo(3);
        assertThat(value("emdia.audit.age", "acme")).isEqualTo(10);
    }

    @Test
    void aMerchantThatWasNeverAuditedAgesFromWhenItWasSeen() {
        meters.show(List.of(state("acme", null, Map.of(), 0)));

        assertThat(value("emdia.audit.age", "acme")).isEqualTo(3_600);
        assertThat(registry.find("emdia.kpi.drift.amount").gauges()).isEmpty();
    }

    @Test
    void merchantsBeyondTheCapAreOneAndAsOldAsTheOldest() {
        meters.show(
                List.of(
                        state("a", 1, Map.of("BRL", 100L), 1),
                        state("b", 2, Map.of("BRL", 0L), 0),
                        state("c", 30, Map.of("BRL", 200L), 1),
                        state("d", 4, Map.of("BRL", 300L), 2)));

        assertThat(registry.find("emdia.audit.age").gauges()).hasSize(3);
        assertThat(drift("_other", "BRL")).isEqualTo(5);
        assertThat(value("emdia.kpi.drift.differences", "_other")).isEqualTo(3);
        assertThat(value("emdia.audit.age", "_other")).isEqualTo(30);
    }

    @Test
    void aMerchantThatIsGoneIsShownNoMore() {
        meters.show(List.of(state("acme", 1, Map.of("BRL", 1L), 1)));
        meters.show(List.of());

        assertThat(registry.find("emdia.kpi.drift.amount").gauges()).isEmpty();
        assertThat(registry.find("emdia.audit.age").gauges()).isEmpty();
    }

    private static AuditState state(
            String merchant, @Nullable Integer secondsAgo, Map<String, Long> drift, long count) {
        var seen = NOW.minusSeconds(3_600);
        var audited = secondsAgo == null ? null : NOW.minusSeconds(secondsAgo);
        return new AuditState(
                merchant,
                1,
                seen,
                0,
                0,
                false,
                audited,
                audited,
                audited,
                null,
                new TreeMap<>(drift),
                count);
    }

    private double drift(String merchant, String currency) {
        return Objects.requireNonNull(
                        registry.find("emdia.kpi.drift.amount")
                                .tags("merchant", merchant, "currency", currency)
                                .gauge())
                .value();
    }

    private double value(String name, String merchant) {
        return Objects.requireNonNull(registry.find(name).tag("merchant", merchant).gauge())
                .value();
    }
}

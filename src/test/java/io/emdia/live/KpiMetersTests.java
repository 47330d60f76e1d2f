package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Method;
import io.emdia.live.MerchantFigures.Owed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

class KpiMetersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KpiMeters meters = new KpiMeters(registry);

    @Test
    void amountsAreShownInMajorUnits() {
        meters.show(List.of(figures("acme", "BRL", 70_050, new BigDecimal("0.421687"))));

        assertThat(value("emdia.overdue.amount", "acme")).isEqualTo(700.5);
        assertThat(value("emdia.delinquency.ratio", "acme")).isEqualTo(0.421687);
        assertThat(registry.get("emdia.aging.amount").tag("bucket", "1-30").gauge().value())
                .isEqualTo(350);
        assertThat(registry.get("emdia.method.overdue.amount").tag("method", "pix").gauge().value())
                .isEqualTo(1.5);
    }

    @Test
    void aCurrencyWithoutMinorUnitsIsShownAsItIs() {
        meters.show(List.of(figures("acme", "JPY", 70_050, null)));

        assertThat(value("emdia.overdue.amount", "acme")).isEqualTo(70_050);
    }

    @Test
    void aFigureThatBecomesNullIsNotExportedAnyMore() {
        meters.show(List.of(figures("acme", "BRL", 1, BigDecimal.ONE)));
        meters.show(List.of(figures("acme", "BRL", 1, null)));

        assertThat(registry.find("emdia.delinquency.ratio").gauge()).isNull();
        assertThat(registry.find("emdia.overdue.amount").gauge()).isNotNull();
    }

    @Test
    void aMerchantThatIsGoneIsNotExportedAnyMore() {
        meters.show(List.of(figures("acme", "BRL", 1, BigDecimal.ONE)));
        meters.show(List.of(figures("other", "BRL", 1, BigDecimal.ONE)));

        assertThat(registry.find("emdia.overdue.amount").tag("merchant", "acme").gauge()).isNull();
    }

    @Test
    void ratiosOfASumComeFromItsPartsOrNotAtAll() {
        var sum =
                figures("a", "BRL", 100, BigDecimal.ONE)
                        .named("_other")
                        .plus(figures("b", "BRL", 300, BigDecimal.ONE));

        assertThat(sum.overdue()).isEqualTo(400);
        assertThat(sum.receivable()).isEqualTo(200_000);
        assertThat(sum.bookRatio()).isEqualByComparingTo("0.002");
        assertThat(sum.dsoDays()).isEqualByComparingTo("60");
        assertThat(sum.delinquencyRatio()).isNull();
        assertThat(sum.aging()).containsEntry("1-30", 70_000L);
        assertThat(sum.methods()).containsEntry(Method.PIX, new Owed(300, 2_000));
    }

    private double value(String name, String merchant) {
        return registry.get(name).tag("merchant", merchant).gauge().value();
    }

    private static MerchantFigures figures(
            String merchant, String currency, long overdue, @Nullable BigDecimal rate) {
        return new MerchantFigures(
                merchant,
                currency,
                overdue,
                overdue / 3,
                100_000,
                0,
                50_000,
                30,
                3,
                Map.of("not_due", 65_000L, "1-30", 35_000L),
                Map.of(Method.PIX, new Owed(150, 1_000)),
                rate,
                null,
                null);
    }
}

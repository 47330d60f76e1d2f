package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Method;
import io.emdia.kpi.KpiDocument;
import io.emdia.kpi.MethodBalance;
import io.emdia.live.MerchantFigures.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

class KpiMetersTests {

    /** As the document is read by others; amounts are minor units. */
    private static final String DOCUMENT =
            """
            {"merchant": "acme", "currency": "BRL", "as_of": "2025-06-30",
             "window": {"start": "2025-06-01", "end": "2025-06-30"}, "version": 7,
             "delinquency": {"rate": 0.421687, "book_rate": 0.588235, "overdue_amount": 70050,
                 "doubtful_amount": 5000, "receivable_amount": 119000, "delinquent_customers": 3},
             "aging": [{"bucket": "not_due", "amount": 48950, "charges": 2},
                       {"bucket": "1-30", "amount": 35000, "charges": 2}],
             "collection": {"average_days_from_due": 2.541667, "dso_days": 35.0,
                 "issued_amount": 102000},
             "recovery": {"recovered_amount": 22000, "rate": 0.385965},
             "revenue": {"mrr": 34500, "movements": {"new": 9000, "expansion": 4000,
                 "contraction": 2500, "churn": 14000, "reactivation": 4001}},
             "churn": {"customer_rate": 0.5, "voluntary_rate": 0.25, "involuntary_rate": null},
             "subscriptions": {"trialing": 1, "active": 5, "past_due": 2, "paused": 4,
                 "canceled": 3}}
            """;

    private static final int READS = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KpiMeters meters = new KpiMeters(registry);

    @Test
    void amountsAreShownInMajorUnits() {
        meters.show(List.of(MerchantFigures.of(part("acme"))));

        assertThat(value("emdia.overdue.amount", "acme")).isEqualTo(700.5);
        assertThat(value("emdia.doubtful.amount", "acme")).isEqualTo(50);
        assertThat(value("emdia.recovered.amount", "acme")).isEqualTo(220);
        assertThat(tagged("emdia.aging.amount", "bucket", "1-30")).isEqualTo(350);
        assertThat(tagged("emdia.method.overdue.amount", "method", "pix")).isEqualTo(1.5);
        assertThat(tagged("emdia.method.receivable.amount", "method", "pix")).isEqualTo(10);
    }

    @Test
    void ratiosDaysAndCountsAreShownAsTheDocumentHasThem() {
        meters.show(List.of(MerchantFigures.of(part("acme"))));

        assertThat(value("emdia.delinquency.ratio", "acme")).isEqualTo(0.421687);
        assertThat(value("emdia.delinquency.book.ratio", "acme")).isEqualTo(0.588235);
        assertThat(value("emdia.recovery.ratio", "acme")).isEqualTo(0.385965);
        assertThat(value("emdia.collection.days.average", "acme")).isEqualTo(2.541667);
        assertThat(value("emdia.dso.days", "acme")).isEqualTo(35);
        assertThat(value("emdia.delinquent.customers", "acme")).isEqualTo(3);
    }

    @Test
    void recurringRevenueIsShownByClassStatusAndKind() {
        meters.show(List.of(MerchantFigures.of(part("acme"))));

        assertThat(value("emdia.mrr.amount", "acme")).isEqualTo(345);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "new")).isEqualTo(90);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "expansion")).isEqualTo(40);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "contraction")).isEqualTo(25);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "churn")).isEqualTo(140);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "reactivation")).isEqualTo(40.01);
        assertThat(tagged("emdia.subscriptions", "status", "trialing")).isEqualTo(1);
        assertThat(tagged("emdia.subscriptions", "status", "active")).isEqualTo(5);
        assertThat(tagged("emdia.subscriptions", "status", "past_due")).isEqualTo(2);
        assertThat(tagged("emdia.subscriptions", "status", "paused")).isEqualTo(4);
        assertThat(tagged("emdia.subscriptions", "status", "canceled")).isEqualTo(3);
        assertThat(tagged("emdia.churn.ratio", "kind", "customer")).isEqualTo(0.5);
        assertThat(tagged("emdia.churn.ratio", "kind", "voluntary")).isEqualTo(0.25);
        assertThat(registry.find("emdia.churn.ratio").tag("kind", "involuntary").gauge()).isNull();
    }

    @Test
    void aCurrencyWithoutMinorUnitsIsShownAsItIs() {
        var yen = document("acme");
        yen.put("currency", "JPY");
        meters.show(List.of(MerchantFigures.of(part(yen))));

        assertThat(value("emdia.overdue.amount", "acme")).isEqualTo(70_050);
    }

    @Test
    void aFigureThatBecomesNullIsNotExportedAnyMore() {
        var nothingDue = document("acme");
        nothingDue.withObject("/delinquency").putNull("rate");
        meters.show(List.of(MerchantFigures.of(part("acme"))));
        meters.show(List.of(MerchantFigures.of(part(nothingDue))));

        assertThat(registry.find("emdia.delinquency.ratio").gauge()).isNull();
        assertThat(registry.find("emdia.overdue.amount").gauge()).isNotNull();
    }

    @Test
    void aMerchantThatIsGoneIsNotExportedAnyMore() {
        meters.show(List.of(MerchantFigures.of(part("acme"))));
        meters.show(List.of(MerchantFigures.of(part("other"))));

        assertThat(registry.find("emdia.overdue.amount").tag("merchant", "acme").gauge()).isNull();
    }

    @Test
    void amountsOfTheOthersAreSummedAndRatiosComeFromTheSumsOrNotAtAll() {
        var second = document("b");
        second.withObject("/delinquency").put("overdue_amount", 0);
        meters.show(List.of(MerchantFigures.others("BRL", List.of(part("a"), part(second)))));

        assertThat(value("emdia.overdue.amount", "_other")).isEqualTo(700.5);
        assertThat(value("emdia.receivable.amount", "_other")).isEqualTo(2_380);
        assertThat(value("emdia.delinquent.customers", "_other")).isEqualTo(6);
        assertThat(value("emdia.delinquency.book.ratio", "_other")).isEqualTo(0.294328);
        assertThat(value("emdia.dso.days", "_other")).isEqualTo(35);
        assertThat(tagged("emdia.aging.amount", "bucket", "1-30")).isEqualTo(700);
        assertThat(tagged("emdia.method.overdue.amount", "method", "pix")).isEqualTo(3);
        assertThat(tagged("emdia.mrr.movement.amount", "class", "churn")).isEqualTo(280);
        assertThat(tagged("emdia.subscriptions", "status", "active")).isEqualTo(10);
        assertThat(registry.find("emdia.churn.ratio").gauge()).isNull();
        assertThat(registry.find("emdia.delinquency.ratio").gauge()).isNull();
        assertThat(registry.find("emdia.recovery.ratio").gauge()).isNull();
        assertThat(registry.find("emdia.collection.days.average").gauge()).isNull();
    }

    @Test
    void aSumWithoutReceivablesHasNoRatio() {
        var settled = document("a");
        settled.withObject("/delinquency").put("receivable_amount", 0).put("overdue_amount", 0);
        meters.show(List.of(MerchantFigures.others("BRL", List.of(part(settled)))));

        assertThat(registry.find("emdia.delinquency.book.ratio").gauge()).isNull();
    }

    /** A gauge that is taken away and given back would be told twice, and the answer refused. */
    @Test
    void whoeverReadsWhileFiguresChangeIsToldEachOnce() throws Exception {
        var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var shown = new KpiMeters(prometheus);
        var figures = List.of(MerchantFigures.of(part("a")), MerchantFigures.of(part("b")));
        shown.show(figures);
        var changing = new AtomicBoolean(true);
        var changes = Thread.ofVirtual().start(() -> changeWhile(changing, shown, figures));
        for (var reads = 0; reads < READS; reads++) {
            assertThat(prometheus.scrape().lines())
                    .filteredOn(line -> line.startsWith("emdia_overdue_amount{"))
                    .hasSize(2);
        }
        changing.set(false);
        changes.join();
    }

    private static void changeWhile(
            AtomicBoolean changing, KpiMeters shown, List<MerchantFigures> figures) {
        while (changing.get()) {
            shown.show(figures);
        }
    }

    private double value(String name, String merchant) {
        return tagged(name, "merchant", merchant);
    }

    private double tagged(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }

    private static Part part(String merchant) {
        return part(document(merchant));
    }

    private static Part part(ObjectNode document) {
        return new Part(
                JSON.treeToValue(document, KpiDocument.class),
                List.of(new MethodBalance(Method.PIX, 1_000, 150)));
    }

    private static ObjectNode document(String merchant) {
        return ((ObjectNode) JSON.readTree(DOCUMENT)).put("merchant", merchant);
    }
}

package io.emdia.bench;

import io.emdia.facts.ChargeFact.ChargeTold;
import io.emdia.facts.ChargeFact.PaymentSucceeded;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Ledger;

import org.flywaydb.core.Flyway;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long one client waits for a figure to be taken apart, and for what moved it since, at a
 * merchant with many charges. {@code -Dbench.explained=} sets how many.
 */
final class ExplainBench {

    private static final int CHARGES = Integer.getInteger("bench.explained", 1_000_000);
    private static final int TIMES = 10;
    private static final int CHARGES_A_BATCH = 1_000;

    /** The newest of them were recorded within the last minutes, the others long before. */
    private static final int RECENT = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final String MERCHANT = "explained";

    private final BenchedProduct product;
    private final Instant began = Instant.now();

    private ExplainBench(BenchedProduct product) {
        this.product = product;
    }

    static List<Figure> figures() {
        try (var product = BenchedProduct.start()) {
            var bench = new ExplainBench(product);
            bench.fill();
            bench.settle();
            var figures = new ArrayList<Figure>();
            bench.questions().forEach((what, path) -> figures.add(bench.time(what, path)));
            return figures;
        }
    }

    private void fill() {
        product.sender(MERCHANT, 0);
        var ledger = product.bean(Ledger.class);
        var charges = new ManyCharges(MERCHANT, CHARGES, LocalDate.now(ZONE));
        var batch = new ArrayList<Ledger.Entry>();
        for (int index = 0; index < CHARGES; index++) {
            batch.add(entry(charges.next(index), index));
            if (batch.size() == CHARGES_A_BATCH || index == CHARGES - 1) {
                ledger.apply(List.copyOf(batch)).block(PATIENCE);
                batch.clear();
            }
        }
    }

    /** All that was told of the charge, in one event. */
    private Ledger.Entry entry(Charge charge, int index) {
        var id = charge.key().chargeId();
        var facts = new ArrayList<Fact>();
        facts.add(
                new ChargeTold(
                        id,
                        Member.of(String.valueOf(charge.customerId())),
                        Member.missing(),
                        Member.of(charge.amount()),
                        Member.of(charge.currency()),
                        Member.of(charge.method()),
                        Member.of(new FactDate.OnDay(charge.issuedOn())),
                        Member.of(new FactDate.OnDay(charge.effectiveDueOn()))));
        for (var paid : charge.payments()) {
            var on = new FactDate.OnDay(paid.paidOn());
            facts.add(
                    new PaymentSucceeded(id, paid.id(), paid.amount(), paid.method(), on, 0, 0, 0));
        }
        var at = charge.issuedOn().atStartOfDay(ZoneOffset.UTC).toInstant();
        var recorded = index < CHARGES - RECENT ? began.minus(Duration.ofDays(2)) : began;
        var event = new Event("event-" + index, "bench", at, "digest", List.copyOf(facts));
        return new Ledger.Entry(MERCHANT, charge.key().connectionId(), "standard", event, recorded);
    }

    /** What autovacuum does within a minute of such a load, done before the measuring. */
    private void settle() {
        var owner = product.bean(Flyway.class).getConfiguration().getDataSource();
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Map<String, String> questions() {
        var questions = new LinkedHashMap<String, String>();
        for (var metric :
                List.of(
                        "delinquency.rate",
                        "delinquency.overdue_amount",
                        "delinquency.delinquent_customers",
                        "collection.received_amount",
                        "collection.dso_days",
                        "attempts.decline_rate")) {
            questions.put("explain " + metric, "/kpis/" + metric + "/explain?currency=BRL");
        }
        questions.put(
                "explain delinquency.rate, a window of a year",
                "/kpis/delinquency.rate/explain?currency=BRL&window_start="
                        + LocalDate.now(ZONE).minusDays(364));
        var since = began.minus(Duration.ofHours(1));
        questions.put(
                "what moved delinquency.rate, %,d events since".formatted(RECENT),
                "/kpis/delinquency.rate/explain?currency=BRL&since=" + since);
        return questions;
    }

    /** The middle of some times, one after the other. */
    private Figure time(String what, String path) {
        var took = new double[TIMES];
        for (int at = 0; at < TIMES; at++) {
            var start = System.nanoTime();
            get(path);
            took[at] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(took);
        System.out.printf("%s: %s%n", what, Arrays.toString(took));
        return Figure.of(
                "%s, %,d charges, median".formatted(what, CHARGES), "ms", List.of(took[TIMES / 2]));
    }

    private void get(String path) {
        product.get("/v1/merchants/" + MERCHANT + path, PATIENCE);
    }
}

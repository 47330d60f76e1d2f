package io.emdia.bench;

import io.emdia.ledger.Ledger;

import org.flywaydb.core.Flyway;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long one client waits for two years of days of a figure, and for figures as they were known
 * at a moment, of a merchant whose charges were told fact by fact. {@code -Dbench.history.charges=}
 * and {@code -Dbench.history.times=} shorten a run.
 */
final class HistoryBench {

    private static final int CHARGES = Integer.getInteger("bench.history.charges", 100_000);
    private static final int TIMES = Integer.getInteger("bench.history.times", 30);
    private static final int WARM_UPS = 10;
    private static final int KNOWN_TIMES = 5;
    private static final int DAYS = 729;
    private static final double HISTORY_MS_MAX = 100;
    private static final double KNOWN_MS_MAX = 2_000;
    private static final String MERCHANT = "told";
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> METRICS =
            List.of(
                    "delinquency.rate",
                    "delinquency.book_rate",
                    "delinquency.delinquent_customers",
                    "delinquency.doubtful_amount",
                    "collection.average_days_from_due",
                    "collection.median_days_from_due",
                    "collection.effectiveness_index");

    private final BenchedProduct product;
    private final LocalDate today = LocalDate.now(ZONE);

    private HistoryBench(BenchedProduct product) {
        this.product = product;
    }

    static List<Figure> figures() {
        try (var product = BenchedProduct.start()) {
            var bench = new HistoryBench(product);
            bench.fill();
            var figures = new ArrayList<>(bench.histories());
            figures.addAll(bench.known());
            return figures;
        }
    }

    private void fill() {
        product.sender(MERCHANT, 0);
        var events = new ToldCharges(product.bean(Ledger.class)).tell(MERCHANT, CHARGES, today);
        System.out.println(events + " events told");
        settle();
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

    private List<Figure> histories() {
        var figures = new ArrayList<Figure>();
        for (var metric : METRICS) {
            var path = "/kpis/history?currency=BRL&metric=" + metric + "&from=" + ago(DAYS);
            var name = "two years of days of %s, %,d charges, p99".formatted(metric, CHARGES);
            figures.add(figure(name, path, WARM_UPS, TIMES).under(HISTORY_MS_MAX));
        }
        return figures;
    }

    private List<Figure> known() {
        var figures = new ArrayList<Figure>();
        for (var then : moments().entrySet()) {
            var at = "&known_at=" + then.getValue() + "T23:00:00Z";
            var kpis = "KPI document, %,d charges, known %s".formatted(CHARGES, then.getKey());
            figures.add(
                    figure(kpis, "/kpis?currency=BRL" + at, 2, KNOWN_TIMES).under(KNOWN_MS_MAX));
        }
        var path = "/kpis/history?currency=BRL&metric=delinquency.rate&from=" + ago(DAYS);
        var at = "&known_at=" + ago(30) + "T23:00:00Z";
        var name = "two years of days, %,d charges, known a month ago".formatted(CHARGES);
        figures.add(figure(name, path + at, 2, KNOWN_TIMES).under(KNOWN_MS_MAX));
        return figures;
    }

    private Map<String, LocalDate> moments() {
        var moments = new LinkedHashMap<String, LocalDate>();
        moments.put("yesterday", ago(1));
        moments.put("a month ago", ago(30));
        moments.put("half a year ago", ago(182));
        moments.put("a year ago", ago(365));
        moments.put("a year and a half ago", ago(547));
        return moments;
    }

    private LocalDate ago(int days) {
        return today.minusDays(days);
    }

    private Figure figure(String name, String path, int warmUps, int times) {
        for (int at = 0; at < warmUps; at++) {
            get(path);
        }
        var nanos = new long[times];
        for (int at = 0; at < times; at++) {
            var began = System.nanoTime();
            get(path);
            nanos[at] = System.nanoTime() - began;
        }
        var latency = DocumentBench.Latency.of(name, nanos);
        System.out.println(latency);
        return Figure.of(name, "ms", List.of(latency.p99() / 1e3));
    }

    private void get(String path) {
        product.get("/v1/merchants/" + MERCHANT + path, PATIENCE);
    }
}

package io.emdia.bench;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.ledger.Projection;

import org.flywaydb.core.Flyway;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * How long one client waits for the KPI document of a merchant with many charges, beside the
 * smallest endpoint of the same product and the smallest unit of work through its pool. {@code
 * -Dbench.documents=} and {@code -Dbench.warm-up=} (seconds) shorten a run.
 */
final class DocumentBench {

    private static final int[] SIZES = {10_000, 100_000, 1_000_000};
    private static final double TODAY_MS_MAX = 20;
    private static final double PAST_MS_MAX = 100;
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TIMES = Integer.getInteger("bench.documents", 1_000);
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("bench.warm-up", 60));

    /** Each series is warm by then: the plans of its own statements. */
    private static final int WARM_UP_TIMES = 100;

    /** One series; times in microseconds. */
    record Latency(String what, int times, long p50, long p99, long worst) {

        static Latency of(String what, long[] nanos) {
            var took = Arrays.stream(nanos).map(one -> one / 1_000).sorted().toArray();
            return new Latency(
                    what,
                    took.length,
                    took[took.length / 2],
                    took[took.length * 99 / 100],
                    took[took.length - 1]);
        }
    }

    private final BenchedProduct product;
    private final List<Latency> latencies = new ArrayList<>();

    private DocumentBench(BenchedProduct product) {
        this.product = product;
    }

    static List<Figure> figures() {
        var figures = new ArrayList<Figure>();
        for (var latency : measure(SIZES)) {
            System.out.println(latency);
            var figure = Figure.of(latency.what() + ", p99", "ms", List.of(latency.p99() / 1e3));
            figures.add(aimed(latency.what(), figure));
        }
        return figures;
    }

    private static Figure aimed(String what, Figure figure) {
        if (what.endsWith(" today")) {
            return figure.under(TODAY_MS_MAX);
        }
        return what.endsWith(" ago") ? figure.under(PAST_MS_MAX) : figure;
    }

    /** Every series, of merchants of so many charges each. */
    static List<Latency> measure(int... charges) {
        try (var product = BenchedProduct.start()) {
            var bench = new DocumentBench(product);
            for (var count : charges) {
                bench.fill(count);
            }
            bench.settle();
            bench.warmUp(charges);
            bench.measureFloors();
            for (var count : charges) {
                bench.measureDocuments(count);
            }
            return List.copyOf(bench.latencies);
        }
    }

    private void fill(int count) {
        product.sender(merchant(count), 0);
        new Receivables(product.bean(Database.class), List.of(product.bean(Projection.class)))
                .fill(merchant(count), count, today());
    }

    private static String merchant(int count) {
        return "charges-" + count;
    }

    private static LocalDate today() {
        return LocalDate.now(ZONE);
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

    private void warmUp(int... charges) {
        var end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            for (var count : charges) {
                get(path(count, ""));
            }
        }
    }

    private void measureFloors() {
        var database = product.bean(Database.class);
        time("smallest endpoint of the same product", () -> get("/actuator/health/liveness"));
        time(
                "smallest read through the same pool",
                () ->
                        database.read(
                                        Scope.DIRECTORY,
                                        unit -> Query.on(unit, "select 1").row(row -> 1))
                                .block(PATIENCE));
    }

    private void measureDocuments(int count) {
        questions()
                .forEach(
                        (what, question) ->
                                time(
                                        "KPI document, %,d charges, %s".formatted(count, what),
                                        () -> get(path(count, question))));
    }

    private static LinkedHashMap<String, String> questions() {
        var questions = new LinkedHashMap<String, String>();
        questions.put("today", "");
        questions.put("yesterday", "&as_of=" + today().minusDays(1));
        questions.put("tomorrow", "&as_of=" + today().plusDays(1));
        questions.put("90 days ago", "&as_of=" + today().minusDays(90));
        questions.put("a year ago", "&as_of=" + today().minusDays(365));
        questions.put("today, one method", "&method=pix");
        questions.put("today, a window of a year", "&window_start=" + today().minusDays(364));
        return questions;
    }

    private static String path(int count, String question) {
        return "/v1/merchants/" + merchant(count) + "/kpis?currency=BRL" + question;
    }

    private void get(String path) {
        product.get(path, PATIENCE);
    }

    private void time(String what, Runnable call) {
        for (int at = 0; at < WARM_UP_TIMES; at++) {
            call.run();
        }
        var nanos = new long[TIMES];
        for (int at = 0; at < TIMES; at++) {
            var began = System.nanoTime();
            call.run();
            nanos[at] = System.nanoTime() - began;
        }
        latencies.add(Latency.of(what, nanos));
    }
}

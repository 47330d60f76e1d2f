package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.kpi.PaymentLags.Lag;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Scopes;
import io.emdia.merchants.Merchant;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The lags of a window are those of the payments that stand in it; {@code -Dseed=} runs one. */
class PaymentLagsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int BATCHES = 5;
    private static final int QUESTIONS = 8;

    private static Database database;
    private static KpiDocuments documents;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        documents =
                new KpiDocuments(
                        database,
                        new FixedProgress(7),
                        () -> 3,
                        new KpiSettings(RandomChanges.WINDOW_MAX),
                        () -> Instant.EPOCH);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void lagsAreThoseOfThePaymentsThatStand(long seed) {
        var random = new Random(seed);
        var book = new ChargeBook();
        var merchant = merchant("lags-" + seed);
        for (int batch = 0; batch < BATCHES; batch++) {
            var changes = book.put(RandomChanges.some(random, merchant.id()));
            database.write(Scopes.of(changes), unit -> new CellProjection().move(unit, changes))
                    .block(PATIENCE);
        }

        for (int asked = 0; asked < QUESTIONS; asked++) {
            var question = RandomChanges.question(random);
            var lags = Objects.requireNonNull(documents.lags(merchant, question).block(PATIENCE));
            var document =
                    Objects.requireNonNull(documents.compute(merchant, question).block(PATIENCE));

            assertThat(lags.lags())
                    .as("%s", question)
                    .isEqualTo(slow(book.charges(), question, document.window()));
            assertThat(lags.window()).isEqualTo(document.window());
            assertThat(lags.lags().stream().mapToLong(Lag::amount).sum())
                    .isEqualTo(document.collection().receivedAmount());
        }
    }

    private static List<Lag> slow(
            List<Charge> charges, KpiQuestion question, KpiDocument.Window window) {
        var asOf = Objects.requireNonNull(question.asOf());
        var byDays = new TreeMap<Integer, long[]>();
        for (var charge : charges) {
            if (charge.currency().equals(question.currency())
                    && (question.method() == null || charge.method() == question.method())) {
                add(charge, asOf, window, byDays);
            }
        }
        var lags = new ArrayList<Lag>();
        byDays.forEach((days, sums) -> lags.add(new Lag(days, sums[0], sums[1])));
        return lags;
    }

    private static void add(
            Charge charge,
            LocalDate asOf,
            KpiDocument.Window window,
            TreeMap<Integer, long[]> byDays) {
        var walk = SlowWalk.at(charge, asOf);
        for (var payment : charge.payments()) {
            var day = payment.paidOn();
            var cash = walk.cash(payment);
            if (cash > 0 && !day.isBefore(window.start()) && !day.isAfter(window.end())) {
                var days = (int) ChronoUnit.DAYS.between(charge.effectiveDueOn(), day);
                var sums = byDays.computeIfAbsent(days, _ -> new long[2]);
                sums[0] += cash;
                sums[1]++;
            }
        }
    }

    private static Merchant merchant(String id) {
        return new Merchant(
                id, id, ZoneId.of("America/Sao_Paulo"), "BR", null, Merchant.MrrStart.STARTED, 30);
    }
}

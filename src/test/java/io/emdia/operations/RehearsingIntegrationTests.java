package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.emdia.RunningProduct;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.facts.Event;
import io.emdia.kpi.KpiDocuments;
import io.emdia.ledger.Ledger.Entry;
import io.emdia.ledger.Rehearsal;
import io.emdia.merchants.Merchants;
import io.emdia.processing.QuarantineSearch.Tried.Readable;
import io.r2dbc.spi.Connection;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A rehearsal in which PostgreSQL refuses some of the deliveries. */
class RehearsingIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String POISON = "select 1 / 0";
    private static final String WRITE = "update merchant set name = 'rehearsed'";

    private static final Scope ACME = Scope.of("acme");

    private static RunningProduct product;

    @BeforeAll
    static void start() {
        product = RunningProduct.start();
        product.merchant("acme");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void whatTheDatabaseRefusesIsToldAndTheRestIsRehearsed() {
        var outcome = outcome(IntStream.range(0, 7).mapToObj(n -> tried(n, n == 2 || n == 5)));

        assertThat(outcome.refused()).containsExactly(2L, 5L);
        assertThat(outcome.charges()).isEqualTo(5);
    }

    @Test
    void wherePostgresRefusesAllOfThemNothingIsLeft() {
        var outcome = outcome(IntStream.range(0, 3).mapToObj(n -> tried(n, true)));

        assertThat(outcome.refused()).containsExactly(0L, 1L, 2L);
        assertThat(outcome.charges()).isZero();
    }

    @Test
    void aRehearsalLeavesNothingBehind() {
        var written =
                database().rehearse(ACME, unit -> Query.on(unit, WRITE).changed()).block(PATIENCE);

        assertThat(written).isPositive();
        assertThat(names()).doesNotContain("rehearsed");
        assertThat(database().write(ACME, unit -> Query.on(unit, WRITE).changed()).block(PATIENCE))
                .isPositive();
        assertThat(names()).contains("rehearsed");
    }

    private static List<String> names() {
        return requireNonNull(
                database()
                        .read(
                                ACME,
                                unit ->
                                        Query.on(unit, "select name from merchant")
                                                .rows(row -> Row.text(row, "name")))
                        .block(PATIENCE));
    }

    private static Database database() {
        return product.bean(Database.class);
    }

    private static Rehearsing.Outcome outcome(Stream<Readable> deliveries) {
        var merchant = requireNonNull(product.bean(Merchants.class).find("acme").block(PATIENCE));
        var documents = product.bean(KpiDocuments.class);
        return requireNonNull(
                database()
                        .rehearse(
                                ACME,
                                unit ->
                                        new Rehearsing(unit, merchant, new Picky(), documents)
                                                .outcome(deliveries.toList()))
                        .block(PATIENCE));
    }

    private static Readable tried(int id, boolean isPoison) {
        var event = new Event("e" + id, isPoison ? "poison" : "x", Instant.EPOCH, "0", List.of());
        return new Readable(id, List.of(new Entry("acme", "c", "standard", event, Instant.EPOCH)));
    }

    /** Each event changes one charge, but for the poison. */
    private static final class Picky implements Rehearsal {

        @Override
        public Mono<Rehearsed> apply(Connection transaction, List<Entry> batch) {
            var isPoisoned = batch.stream().anyMatch(one -> one.event().type().equals("poison"));
            var sql = isPoisoned ? POISON : "select 1";
            return Query.on(transaction, sql)
                    .rows(_ -> 1)
                    .thenReturn(new Rehearsed(batch.size(), Set.of()));
        }
    }
}

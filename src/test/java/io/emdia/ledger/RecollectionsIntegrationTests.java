package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.merchants.Merchant;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The same through PostgreSQL, and who was touched since. */
class RecollectionsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHARGES = 6;
    private static final int PAGE = 5;
    private static final String CONNECTION = "c";

    private static Database database;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        database = TestServers.freshDatabase().database();
        ledger =
                new PostgresLedger(
                        database, Calendars.builtIn(), List.of(), StoredLedger.persons(database));
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, 20) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoeverWasTouchedSinceIsAllThatSetsThenApartFromNow(long seed) {
        var random = new SplittableRandom(seed);
        var records = stored(seed, random);
        for (int asked = 0; asked < 4; asked++) {
            var then = Records.moment(random);
            var touched = touched(records.merchant(), then);
            var recollection = recollection(records, touched);

            var charges = records.charges(Instant.MAX);
            for (var change : recollection.at(then).changes().charges()) {
                assertThat(change.before()).isEqualTo(charges.get(change.key()));
                put(charges, change);
            }
            assertThat(charges).isEqualTo(records.charges(then));
            for (var key : recollection.subscriptions()) {
                assertThat(recollection.at(then).subscription(key))
                        .isEqualTo(records.subscription(key, then));
                assertThat(recollection.stored(key))
                        .isEqualTo(records.subscription(key, Instant.MAX));
            }
        }
    }

    private static Records stored(long seed, SplittableRandom random) {
        var merchant = "known-" + seed;
        insert(merchant);
        var events = RandomLedger.events(seed, CHARGES);
        var records = Records.of(events, merchant, CONNECTION, random);
        for (var batch : Disorder.batches(records.entries(), random)) {
            ledger.apply(batch).block(PATIENCE);
        }
        return records;
    }

    private static void put(SortedMap<ChargeKey, Charge> charges, Projection.ChargeChange change) {
        if (change.after() == null) {
            charges.remove(change.key());
        } else {
            charges.put(change.key(), change.after());
        }
    }

    /** Page by page. */
    private static List<Touched> touched(String merchant, Instant since) {
        var all = new ArrayList<Touched>();
        List<Touched> page;
        do {
            var last = all.isEmpty() ? null : all.getLast();
            page =
                    Objects.requireNonNull(
                            database.snapshot(
                                            Scope.of(merchant),
                                            unit ->
                                                    recollections()
                                                            .touchedSince(
                                                                    unit, merchant, since, last,
                                                                    PAGE))
                                    .block(PATIENCE));
            all.addAll(page);
        } while (page.size() == PAGE);
        assertThat(new TreeSet<>(all.stream().map(Touched::toString).toList())).hasSameSizeAs(all);
        return all;
    }

    private static Recollections recollections() {
        return new Recollections(Calendars.builtIn());
    }

    private static Recollection recollection(Records records, List<Touched> touched) {
        var charges = touched.stream().flatMap(one -> Stream.ofNullable(one.charge())).toList();
        var others = touched.stream().flatMap(one -> Stream.ofNullable(one.subscription()));
        List<SubscriptionKey> subscriptions = others.toList();
        return Objects.requireNonNull(
                database.snapshot(
                                Scope.of(records.merchant()),
                                unit ->
                                        recollections()
                                                .of(
                                                        unit,
                                                        merchant(records.merchant()),
                                                        charges,
                                                        subscriptions))
                        .block(PATIENCE));
    }

    private static Merchant merchant(String id) {
        return new Merchant(id, id, MemoryLedger.ZONE, "BR", null, Merchant.MrrStart.STARTED, 30);
    }

    private static void insert(String id) {
        var sql =
                """
                insert into merchant (merchant_id, name, time_zone, calendar, mrr_starts,
                    doubtful_after_days, created_as, created_at)
                values ($1, $1, 'America/Sao_Paulo', 'BR', 'started', 3, '', now())\
                """;
        database.write(Scope.of(id), connection -> Query.on(connection, sql).with(id).changed())
                .block(PATIENCE);
    }
}

package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.facts.ChargeFact;
import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.Method;
import io.r2dbc.spi.Connection;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class LedgerIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant THEN = Instant.parse("2025-06-10T12:00:00Z");

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
        var first = Long.getLong("seed", 1L);
        return LongStream.range(first, first + 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void orderRepetitionSplitAndConcurrencyChangeNothing(long seed) {
        var events = RandomLedger.events(seed, 12);
        merchant("straight-" + seed);
        merchant("mixed-" + seed);

        var straight = events.stream().map(event -> entry("straight-" + seed, event)).toList();
        ledger.apply(straight).block(PATIENCE);
        var random = new SplittableRandom(seed);
        var mixed = Disorder.delivered(events, "mixed-" + seed, "c", random);
        Flux.fromIterable(Disorder.batches(mixed, random))
                .flatMap(ledger::apply, 3)
                .then()
                .block(PATIENCE);

        assertThat(dump("mixed-" + seed)).isEqualTo(dump("straight-" + seed)).isNotEmpty();
        assertThat(positions("mixed-" + seed))
                .isEqualTo(
                        IntStream.rangeClosed(1, events.size()).mapToObj(Long::valueOf).toList());
    }

    @Test
    void twoTransactionsWithTheFirstTwoFactsOfAChargeLoseNothing() {
        merchant("race");
        var bothPlaced = Sinks.one();
        var first = slow(bothPlaced.asMono().then()).apply(List.of(entry("race", told())));
        var second = slow(Mono.empty()).apply(List.of(entry("race", paid())));

        var both =
                Mono.zip(
                        first,
                        second.doOnSubscribe(
                                _ ->
                                        Mono.delay(Duration.ofMillis(300))
                                                .subscribe(_ -> release(bothPlaced))));
        both.block(PATIENCE);

        var charge = charge("race", "ch");
        assertThat(charge.amount()).isEqualTo(10_000);
        assertThat(charge.payments()).hasSize(1);
    }

    @Test
    void theGreaterOfTwoBodiesUnderOneEventIdCountsAndBothStayVisible() {
        merchant("changed");
        var older = event("e", "a1", THEN, issue("ch", 10_000));
        var newer = event("e", "b2", THEN, issue("other", 500));

        ledger.apply(List.of(entry("changed", newer))).block(PATIENCE);
        ledger.apply(List.of(entry("changed", older), entry("changed", newer))).block(PATIENCE);

        assertThat(states("changed")).hasSize(1).first().asString().contains("\"other\"");
        var events = new PostgresEvents(database).after("changed", 0, 10).block(PATIENCE);
        assertThat(events).extracting(Events.AppliedEvent::eventId).containsExactly("e", "e");
        var again = ledger.apply(List.of(entry("changed", older))).block(PATIENCE);
        assertThat(Objects.requireNonNull(again).duplicates()).isEqualTo(1);
    }

    @Test
    void aPaymentUnderAnotherIdOfTheSameChargeIsNotCountedTwice() {
        merchant("linked");
        var told = event("e1", "a", THEN, issue("in", 5_000), pay("in", "in-paid", 5_000));
        var intent = event("e2", "b", THEN, pay("pi", "pi", 5_000), implied("pi", 5_000));
        var link = event("e3", "c", THEN, new ChargeFact.ChargeLinked("pi", "in", false));

        for (var event : List.of(intent, told, link)) {
            ledger.apply(List.of(entry("linked", event))).block(PATIENCE);
        }

        assertThat(states("linked")).hasSize(1);
        assertThat(charge("linked", "in").payments()).hasSize(1);
        var lists = new ChargeLists(database, StoredLedger.persons(database));
        var asOf = new ChargeLists.AsOf(LocalDate.parse("2025-07-01"), 3);
        for (var name : List.of("in", "pi")) {
            assertThat(lists.one("linked", asOf, "c", name).block(PATIENCE))
                    .returns("in", ChargeLists.Item::chargeId);
        }
        assertThat(lists.one("linked", asOf, "c", "nobody").block(PATIENCE)).isNull();
    }

    @Test
    void aMerchantWhoseZoneChangesIsFoldedAgain() {
        merchant("moved");
        var lateAtNight = new FactDate.At(Instant.parse("2025-06-10T02:30:00Z"));
        var paid = new ChargeFact.PaymentSucceeded("ch", "p", 100, null, lateAtNight, 0, 0, 0);
        var event = event("e", "a", THEN, issue("ch", 100), paid);
        ledger.apply(List.of(entry("moved", event))).block(PATIENCE);
        assertThat(charge("moved", "ch").payments().getFirst().paidOn()).isEqualTo("2025-06-09");

        sql("update merchant set time_zone = 'UTC' where merchant_id = $1", "moved");
        new RefoldRunner(database, Calendars.builtIn(), List.of(), StoredLedger.persons(database))
                .round()
                .block(PATIENCE);

        assertThat(charge("moved", "ch").payments().getFirst().paidOn()).isEqualTo("2025-06-10");
    }

    private static void sql(String sql, String merchant) {
        database.write(
                        Scope.of(merchant),
                        connection -> Query.on(connection, sql).with(merchant).changed())
                .block(PATIENCE);
    }

    private static Ledger slow(Mono<Void> pause) {
        Projection projection = (_, _) -> pause;
        return new PostgresLedger(
                database, Calendars.builtIn(), List.of(projection), StoredLedger.persons(database));
    }

    private static void release(Sinks.One<Object> sink) {
        sink.tryEmitEmpty().orThrow();
    }

    private static Event told() {
        return event("told", "a", THEN, issue("ch", 10_000));
    }

    private static Event paid() {
        return event("paid", "b", THEN, pay("ch", "p", 10_000));
    }

    private static Fact issue(String id, long amount) {
        return new ChargeFact.ChargeTold(
                id,
                Member.of("cus"),
                Member.missing(),
                Member.of(amount),
                Member.of("BRL"),
                Member.of(Method.PIX),
                Member.of(day()),
                Member.of(day()));
    }

    private static Fact pay(String charge, String id, long amount) {
        return new ChargeFact.PaymentSucceeded(charge, id, amount, null, day(), 0, 0, 0);
    }

    private static Fact implied(String charge, long amount) {
        return new ChargeFact.ChargeImplied(charge, null, amount, "BRL", Method.PIX, day());
    }

    private static FactDate day() {
        return new FactDate.OnDay(LocalDate.parse("2025-06-10"));
    }

    private static Event event(String id, String digest, Instant timestamp, Fact... facts) {
        return new Event(id, "test", timestamp, digest, List.of(facts));
    }

    private static Ledger.Entry entry(String merchant, Event event) {
        return Disorder.entry(merchant, "c", event);
    }

    private static void merchant(String id) {
        sql(
                """
                insert into merchant (merchant_id, name, time_zone, calendar, mrr_starts,
                    doubtful_after_days, created_as, created_at)
                values ($1, $1, 'America/Sao_Paulo', 'BR', 'started', 3, '', now())\
                """,
                id);
    }

    private static Charge charge(String merchant, String id) {
        return Objects.requireNonNull(
                database.write(
                                Scope.of(merchant),
                                connection ->
                                        ChargeRows.lock(
                                                connection,
                                                List.of(new ChargeKey(merchant, "c", id))))
                        .mapNotNull(rows -> rows.values().iterator().next().state())
                        .block(PATIENCE));
    }

    private static List<String> states(String merchant) {
        return texts(
                merchant,
                "select state::text as t from charge where merchant_id = $1 and state is not null");
    }

    /** Everything folded, without the merchant's own name. */
    private static String dump(String merchant) {
        var tables =
                List.of(
                        "select to_jsonb(c)::text as t from charge c where merchant_id = $1"
                                + " order by charge_id",
                        "select (to_jsonb(c) - '{number,sealed,heads,tails}'::text[])::text as t"
                                + " from customer c where merchant_id = $1 order by customer_id",
                        "select to_jsonb(c)::text as t from subscription c where merchant_id = $1"
                                + " order by subscription_id");
        return tables.stream()
                .map(sql -> String.join("\n", texts(merchant, sql)))
                .reduce(people(merchant).toString(), String::concat)
                .replace(merchant, "m");
    }

    /** Opened: what is sealed is never the same twice. */
    private static SortedMap<String, String> people(String merchant) {
        var ids = texts(merchant, "select customer_id as t from customer where merchant_id = $1");
        var keys = ids.stream().map(id -> new CustomerKey(merchant, "c", id)).toList();
        var opened =
                database.read(
                        Scope.of(merchant), unit -> StoredLedger.persons(database).of(unit, keys));
        var people = new TreeMap<String, String>();
        Objects.requireNonNull(opened.block(PATIENCE))
                .forEach(
                        (key, person) ->
                                people.put(key.customerId(), FactCodec.writeState(person)));
        return people;
    }

    private static List<Long> positions(String merchant) {
        var events = new PostgresEvents(database).after(merchant, 0, 10_000).block(PATIENCE);
        return Objects.requireNonNull(events).stream().map(Events.AppliedEvent::position).toList();
    }

    private static List<String> texts(String merchant, String sql) {
        return Objects.requireNonNull(
                database.read(Scope.of(merchant), connection -> texts(connection, merchant, sql))
                        .block(PATIENCE));
    }

    private static Mono<List<String>> texts(Connection connection, String merchant, String sql) {
        return Query.on(connection, sql).with(merchant).rows(row -> Row.text(row, "t"));
    }
}

package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Method;
import io.emdia.http.Cursor;
import io.emdia.kpi.RandomCharges;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.StoredCharges;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What SQL says of stored charges is what each charge says; {@code -Dseed=} runs one. */
class HabitsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int CHARGES = 90;
    private static final int CUSTOMERS = 6;
    private static final int QUESTIONS = 5;
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 30);

    private static Database database;
    private static Customers customers;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        customers = new Customers(database);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCustomersHabitsAreWhatItsChargesSay(long seed) {
        var merchant = "habits-" + seed;
        var charges = stored(merchant, new Random(seed));
        var random = new RandomCharges(new Random(-seed));
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var day = random.someDay();
            var verdicts = new ArrayList<String>();
            for (int at = 0; at < CUSTOMERS; at++) {
                var id = "customer-" + at;
                var habits = one(merchant, day, id).habits();
                assertThat(habits)
                        .as("%s on %s", id, day)
                        .isEqualTo(SlowHabits.habits(of(charges, id), day));
                verdicts.add(id + " " + habits.verdict());
            }
            assertThat(listed(merchant, day)).containsExactlyInAnyOrderElementsOf(verdicts);
        }
    }

    /** Customer by customer from the lists of each verdict, in pages of two. */
    private static List<String> listed(String merchant, LocalDate day) {
        var listed = new ArrayList<String>();
        for (var verdict : Verdict.values()) {
            var question = new Customers.Question(merchant, day, verdict.code());
            pages(question, 2).forEach(item -> listed.add(item.customerId() + " " + item.habit()));
        }
        return listed;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void latenessRollAndCurveAreWhatEachChargeSays(long seed) {
        var merchant = "figures-" + seed;
        var random = new Random(seed);
        var charges = stored(merchant, random);
        for (int asked = 0; asked < QUESTIONS; asked++) {
            var slice = slice(merchant, random);

            var dues = SlowHabits.lateness(charges, slice);
            assertThat(read(unit -> LatenessEndpoint.read(unit, slice)).lateness())
                    .as("%s", slice)
                    .isEqualTo(Lateness.of(slice.from(), slice.to(), dues));
            assertThat(read(unit -> RollEndpoint.read(unit, slice)).rows())
                    .as("%s", slice)
                    .isEqualTo(Roll.of(SlowHabits.moves(charges, slice)));
            assertCurve(charges, slice);
        }
    }

    private static void assertCurve(List<Charge> charges, Slice slice) {
        var answer = read(unit -> PaymentCurveEndpoint.read(unit, slice));
        var all = PaymentCurve.of(SlowHabits.ends(charges, slice));

        assertThat(answer.all()).as("%s", slice).isEqualTo(all);
        for (var method : answer.byMethod()) {
            var narrowed =
                    new Slice(
                            slice.merchantId(),
                            slice.currency(),
                            method.method(),
                            slice.asOf(),
                            slice.from(),
                            slice.to());
            assertThat(new PaymentCurve(method.charges(), method.points()))
                    .isEqualTo(PaymentCurve.of(SlowHabits.ends(charges, narrowed)));
        }
        assertThat(answer.byMethod().stream().mapToLong(one -> one.charges()).sum())
                .isEqualTo(all.charges());
    }

    private static Slice slice(String merchant, Random random) {
        var asOf = new RandomCharges(random).someDay();
        var to = asOf.minusDays(random.nextInt(60));
        return new Slice(
                merchant,
                random.nextInt(3) == 0 ? "USD" : "BRL",
                random.nextInt(4) == 0 ? Method.values()[random.nextInt(9)].code() : null,
                asOf,
                to.minusDays(random.nextInt(300)),
                to);
    }

    /** Charges from the oldest to the newest: on time, late, or still open. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "tt, insufficient",
        "ttt, punctual",
        "ttll, habitual",
        "tttll, at_risk",
        "tttoo, at_risk",
        "ttltl, punctual",
        "llttt, punctual",
        "lllt, habitual",
        "ttto, punctual"
    })
    void theVerdictIsByShareFirstThenByTheLastTwo(String charges, String verdict) {
        var merchant = "verdict-" + charges;
        var all = new ArrayList<Charge>();
        for (int at = 0; at < charges.length(); at++) {
            var due = TODAY.minusDays(10L * (charges.length() - at));
            var paid =
                    switch (charges.charAt(at)) {
                        case 't' -> due;
                        case 'l' -> due.plusDays(2);
                        default -> null;
                    };
            all.add(charge(merchant, "charge-" + at, due, paid));
        }
        StoredCharges.write(database, all).block(PATIENCE);

        assertThat(one(merchant, TODAY, "a").habits().verdict()).isEqualTo(verdict);
        assertThat(one(merchant, TODAY, "a").habits()).isEqualTo(SlowHabits.habits(all, TODAY));
    }

    @Test
    void aRareHabitIsFoundPageByPageAndNoPageLooksAtAll() {
        var merchant = "many";
        var crowd = 2 * Customers.LOOKED_AT_MAX;
        Mono.when(
                        database.write(unit -> crowd(unit, merchant, crowd)),
                        StoredCharges.write(database, punctual(merchant)))
                .block(PATIENCE);

        var question = new Customers.Question(merchant, TODAY, "punctual");
        var first = customers.list(question, 50, Cursor.of("", "")).block(PATIENCE);

        assertThat(Objects.requireNonNull(first).items()).isEmpty();
        assertThat(first.nextCursor()).isNotNull();
        assertThat(pages(question, 50)).extracting(Customers.Item::customerId).containsExactly("a");
        assertThat(pages(new Customers.Question(merchant, TODAY, null), 500)).hasSize(crowd + 1);
    }

    private static Mono<Void> crowd(Connection unit, String merchant, int size) {
        return Query.on(
                        unit,
                        """
                        insert into customer (merchant_id, connection_id, customer_id)
                        select $1, 'c', 'B' || at from generate_series(1, $2) as at\
                        """)
                .with(merchant)
                .with(size)
                .run();
    }

    private static List<Charge> punctual(String merchant) {
        return Stream.of(10, 20, 30)
                .map(days -> TODAY.minusDays(days))
                .map(due -> charge(merchant, "charge-" + due, due, due))
                .toList();
    }

    private static List<Customers.Item> pages(Customers.Question question, int size) {
        var items = new ArrayList<Customers.Item>();
        @Nullable String next = Cursor.of("", "").encoded();
        while (next != null) {
            var page = customers.list(question, size, Cursor.decode(next, 2)).block(PATIENCE);
            items.addAll(Objects.requireNonNull(page).items());
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            next = page.nextCursor();
        }
        return items;
    }

    private static Charge charge(
            String merchant, String id, LocalDate due, @Nullable LocalDate paidOn) {
        var payments =
                paidOn == null
                        ? List.<Charge.Payment>of()
                        : List.of(new Charge.Payment("p", 900, 100, 0, 0, Method.PIX, paidOn));
        return new Charge(
                new ChargeKey(merchant, "c", id),
                "a",
                null,
                "BRL",
                Method.PIX,
                1000,
                due.minusDays(20),
                due,
                due,
                null,
                null,
                payments,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static List<Charge> stored(String merchant, Random random) {
        var charges = new ArrayList<Charge>();
        for (int at = 0; at < CHARGES; at++) {
            var key = new ChargeKey(merchant, "c", "charge-" + at);
            charges.add(new RandomCharges(random).charge(key));
        }
        StoredCharges.write(database, charges).block(PATIENCE);
        return charges;
    }

    private static List<Charge> of(List<Charge> charges, String customer) {
        return charges.stream().filter(one -> customer.equals(one.customerId())).toList();
    }

    private static Customers.Detail one(String merchant, LocalDate day, String customer) {
        return Objects.requireNonNull(customers.one(merchant, day, "c", customer).block(PATIENCE));
    }

    private static <T> T read(Function<Connection, Mono<T>> work) {
        return Objects.requireNonNull(database.snapshot(work).block(PATIENCE));
    }
}

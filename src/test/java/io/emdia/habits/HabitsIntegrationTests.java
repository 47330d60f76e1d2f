package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Method;
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
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What SQL says of stored charges is what each charge says; {@code -Dseed=} runs one. */
class HabitsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SEEDS = 20;
    private static final int CUSTOMERS = 6;
    private static final int QUESTIONS = 5;
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 30);

    private static Database database;
    private static Customers customers;

    @BeforeAll
    static void open() {
        database = TestServers.freshDatabase().database();
        customers = StoredCustomers.on(database, StoredCustomers.NAMED_MAX);
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCustomersHabitsAreWhatItsChargesSay(long seed) {
        var merchant = "habits-" + seed;
        var charges = SomeCharges.stored(database, merchant, new Random(seed));
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
            var question = asked(merchant, day, verdict.code());
            pages(question, 2).forEach(item -> listed.add(item.customerId() + " " + item.habit()));
        }
        return listed;
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
        var crowd = 2 * CustomerSearch.LOOKED_AT_MAX;
        Mono.when(
                        database.write(Scope.of(merchant), unit -> crowd(unit, merchant, crowd)),
                        StoredCharges.write(database, punctual(merchant)))
                .block(PATIENCE);

        var question = asked(merchant, TODAY, "punctual");
        var first = customers.list(question, 50, null).block(PATIENCE);

        assertThat(Objects.requireNonNull(first).items()).isEmpty();
        assertThat(first.nextCursor()).isNotNull();
        assertThat(pages(question, 50)).extracting(Customers.Item::customerId).containsExactly("a");
        assertThat(pages(asked(merchant, TODAY, null), 500)).hasSize(crowd + 1);
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

    private static CustomerSearch asked(String merchant, LocalDate day, @Nullable String habit) {
        var filter = CustomerAsked.Filter.of(habit);
        return new CustomerSearch(merchant, day, filter, CustomerOrder.DEFAULT);
    }

    private static List<Customers.Item> pages(CustomerSearch question, int size) {
        var items = new ArrayList<Customers.Item>();
        @Nullable String next = null;
        do {
            var page = customers.list(question, size, next).block(PATIENCE);
            items.addAll(Objects.requireNonNull(page).items());
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            next = page.nextCursor();
        } while (next != null);
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

    private static List<Charge> of(List<Charge> charges, String customer) {
        return charges.stream().filter(one -> customer.equals(one.customerId())).toList();
    }

    private static Customers.Detail one(String merchant, LocalDate day, String customer) {
        return Objects.requireNonNull(customers.one(merchant, day, "c", customer).block(PATIENCE));
    }

    @Test
    void whatASettledDayChangedByHandSaysIsNoticed() {
        var merchant = "tampered";
        var charges = SomeCharges.stored(database, merchant, new Random(1));
        var before = habits(merchant);
        assertThat(before).isEqualTo(slow(charges));

        SomeCharges.tamper(database, merchant);

        assertThat(habits(merchant)).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    }

    private static List<Habits> habits(String merchant) {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(at -> one(merchant, SomeCharges.AMID, "customer-" + at).habits())
                .toList();
    }

    private static List<Habits> slow(List<Charge> charges) {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(at -> of(charges, "customer-" + at))
                .map(theirs -> SlowHabits.habits(theirs, SomeCharges.AMID))
                .toList();
    }
}

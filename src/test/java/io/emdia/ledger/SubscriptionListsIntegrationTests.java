package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Ids;
import io.emdia.facts.Method;
import io.emdia.facts.SubscriptionFact.CancelReason;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.ledger.SubscriptionLists.Item;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What lists of subscriptions hold is what each says, in the order that was asked for. */
class SubscriptionListsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACME = "acme";
    private static final LocalDate DAY = LocalDate.of(2025, 9, 15);
    private static final int MANY = 40;
    private static final int PAGE = 7;
    private static final List<String> PLANS = List.of("Plano Ouro", "Básico", "plano prata");

    /** This one has a charge that is overdue. */
    private static final String LATE = "sub-8";

    private static SubscriptionLists lists;
    private static final List<Subscription> ALL = new ArrayList<>();

    @BeforeAll
    static void store() {
        var database = TestServers.freshDatabase().database();
        lists = new SubscriptionLists(database, StoredLedger.persons(database));
        for (int at = 0; at < MANY; at++) {
            ALL.add(subscription(at));
        }
        database.write(Scope.of(ACME), unit -> stored(unit)).block(PATIENCE);
        StoredCharges.write(database, List.of(overdue())).block(PATIENCE);
        name(database);
    }

    private static Mono<Void> stored(Connection unit) {
        var keys = new TreeSet<>(ALL.stream().map(Subscription::key).toList());
        var rows =
                ALL.stream()
                        .map(one -> new SubscriptionRows.Written(one.key(), "rules", one))
                        .toList();
        return SubscriptionRows.lock(unit, keys)
                .then(Mono.defer(() -> SubscriptionRows.write(unit, rows)));
    }

    private static void name(Database database) {
        var key = new CustomerKey(ACME, "c1", "customer-1");
        StoredPeople.write(database, key, "Inês de Sá", null, null).block(PATIENCE);
    }

    /** Few prices, few days: there are ties. A second version may cost more. */
    private static Subscription subscription(int at) {
        var started = LocalDate.of(2025, 1 + at % 5, 1);
        var isYearly = at % 4 == 0;
        var first = version(at, started, isYearly ? 120_000 : 9_000, Status.ACTIVE);
        var second = version(at, started.plusDays(20), 12_000, Status.values()[at % 3]);
        return new Subscription(
                new SubscriptionKey(ACME, "c" + at % 2, "sub-" + at),
                at % 5 == 0 ? "USD" : "BRL",
                started,
                at % 6 == 1 ? DAY.minusDays(3) : null,
                at % 6 == 1 ? CancelReason.NOT_PAID : null,
                false,
                isYearly ? List.of(first) : List.of(first, second));
    }

    private static Subscription.Version version(
            int at, LocalDate from, long amount, Status status) {
        var interval = amount > 100_000 ? Interval.YEAR : Interval.MONTH;
        return new Subscription.Version(
                from, "customer-" + at % 6, PLANS.get(at % 3), amount, interval, 1, status);
    }

    private static Charge overdue() {
        var due = DAY.minusDays(10);
        return new Charge(
                new ChargeKey(ACME, "c0", "charge-1"),
                "customer-2",
                LATE,
                "BRL",
                Method.PIX,
                1_000,
                due.minusDays(5),
                due,
                due,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"started_on", "-started_on", "amount", "-amount", "customer", "-customer"})
    void everySortPagesThroughAllOnceInOrder(String sort) {
        var listed = pages(ACME, asked(null, null, "BRL", sort));

        assertThat(ids(listed))
                .containsExactlyElementsOf(
                        ALL.stream()
                                .filter(one -> one.currency().equals("BRL"))
                                .sorted(order(sort))
                                .map(SubscriptionListsIntegrationTests::id)
                                .toList());
    }

    private static Comparator<Subscription> order(String sort) {
        var isDown = sort.startsWith("-");
        var byIds =
                Comparator.comparing((Subscription one) -> one.key().connectionId())
                        .thenComparing(one -> one.key().subscriptionId(), Ids.BY_BYTES);
        Comparator<Subscription> up =
                switch (sort.replace("-", "")) {
                    case "started_on" -> Comparator.comparing(Subscription::startedOn);
                    case "amount" ->
                            Comparator.comparing(SubscriptionListsIntegrationTests::monthly);
                    default -> Comparator.comparing(one -> one.versions().getLast().customerId());
                };
        if (sort.endsWith("customer")) {
            var forward = up.thenComparing(byIds);
            return isDown ? forward.reversed() : forward;
        }
        var forward = up.reversed().thenComparing(byIds);
        return isDown ? forward : forward.reversed();
    }

    private static long monthly(Subscription one) {
        var newest = one.versions().getLast();
        return newest.interval() == Interval.YEAR ? newest.amount() / 12 : newest.amount();
    }

    @Test
    void everyFilterLetsThroughWhatASlowOneDoes() {
        for (var status : List.of("active", "past_due", "trialing", "paused", "canceled")) {
            holds(asked(null, status, null, null), one -> status(one).equals(status));
            holds(asked(null, status, null, "-started_on"), one -> status(one).equals(status));
        }
        holds(asked(null, null, "USD", null), one -> one.currency().equals("USD"));
        assertThat(ids(pages(ACME, asked(null, "past_due", null, null))))
                .containsExactly("c0/" + LATE);
    }

    private static String status(Subscription one) {
        if (one.isCanceled(DAY)) {
            return "canceled";
        }
        var told = one.versions().getLast().status();
        var isLate = told == Status.ACTIVE && one.key().subscriptionId().equals(LATE);
        return isLate ? "past_due" : told.code();
    }

    @ParameterizedTest
    @CsvSource({"plano ou, Plano Ouro", "BASI, Básico", "plano, plano"})
    void aTextFindsByTheBeginningOfAPlan(String text, String plan) {
        holds(
                asked(text, null, null, "-started_on"),
                one ->
                        Words.inOrder(one.versions().getLast().plan())
                                .startsWith(Words.inOrder(plan)));
    }

    @Test
    void aTextFindsByIdAndByCustomer() {
        holds(
                asked("sub-1", null, null, null),
                one -> one.key().subscriptionId().startsWith("sub-1"));
        holds(
                asked("sá in", null, null, null),
                one ->
                        one.versions().getLast().customerId().equals("customer-1")
                                && one.key().connectionId().equals("c1"));
        assertThat(pages(ACME, asked("/", null, null, null))).isEmpty();
        assertThat(pages("other", asked("plano", null, null, null))).isEmpty();
        assertThat(pages("other", asked(null, null, null, null))).isEmpty();
    }

    @Test
    void oneIsToldWithAllOfItsVersions() {
        var key = new SubscriptionKey(ACME, "c1", "sub-1");
        var one = Objects.requireNonNull(lists.one(key, DAY).block(PATIENCE));

        assertThat(one.subscription().versions()).hasSize(2);
        assertThat(one.item().status()).isEqualTo("canceled");
        assertThat(one.item().customerName()).isEqualTo("Inês de Sá");
        var foreign = new SubscriptionKey("other", "c1", "sub-1");
        assertThat(lists.one(foreign, DAY).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        var first = page(ACME, asked(null, null, null, "started_on"), null);

        assertThatThrownBy(
                        () -> page(ACME, asked(null, null, null, "customer"), first.nextCursor()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> asked(null, null, null, "amount").order())
                .hasMessageContaining("currency");
    }

    private static void holds(SubscriptionAsked asked, Predicate<Subscription> slow) {
        assertThat(ids(pages(ACME, asked)))
                .as(asked.toString())
                .containsExactlyInAnyOrderElementsOf(
                        ALL.stream()
                                .filter(slow)
                                .map(SubscriptionListsIntegrationTests::id)
                                .toList());
    }

    private static SubscriptionAsked asked(
            @Nullable String text,
            @Nullable String status,
            @Nullable String currency,
            @Nullable String sort) {
        return new SubscriptionAsked(text, status, null, null, currency, null, sort, null, null);
    }

    private static List<Item> pages(String merchant, SubscriptionAsked asked) {
        var items = new ArrayList<Item>();
        @Nullable String next = null;
        do {
            var page = page(merchant, asked, next);
            items.addAll(page.items());
            next = page.nextCursor();
        } while (next != null);
        return items;
    }

    private static Page<Item> page(
            String merchant, SubscriptionAsked asked, @Nullable String cursor) {
        var question =
                new SubscriptionLists.Question(
                        merchant, DAY, asked.filter(), asked.order(), PAGE, cursor);
        return Objects.requireNonNull(lists.list(question).block(PATIENCE));
    }

    private static List<String> ids(List<Item> items) {
        return items.stream()
                .map(item -> item.connectionId() + "/" + item.subscriptionId())
                .toList();
    }

    private static String id(Subscription one) {
        return one.key().connectionId() + "/" + one.key().subscriptionId();
    }
}

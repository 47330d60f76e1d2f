package io.emdia.habits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.embedded.TestServers;
import io.emdia.facts.Ids;
import io.emdia.http.Problem;
import io.emdia.ledger.Charge;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.StoredPeople;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/** What lists of customers hold is what their charges say, in the order that was asked for. */
class CustomerListsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACME = "acme";
    private static final int PAGE = 2;

    /** Those without charges come after those with some, and have two names between them. */
    private static final List<String> IDLE = List.of("idle-1", "idle-2", "idle-3");

    private static final Map<String, String> NAMES =
            Map.of(
                    "customer-0", "João da Conceição",
                    "customer-1", "Ana Maria",
                    "customer-2", "ÂNGELA",
                    "idle-1", "ana maria",
                    "idle-2", "Zé");

    private static Customers customers;
    private static Customers few;
    private static final Map<String, Long> OVERDUE = new HashMap<>();

    @BeforeAll
    static void store() {
        var database = TestServers.freshDatabase().database();
        customers = StoredCustomers.on(database, StoredCustomers.NAMED_MAX);
        few = StoredCustomers.on(database, PAGE);
        var charges = SomeCharges.stored(database, ACME, new Random(3));
        charges.forEach(CustomerListsIntegrationTests::count);
        for (var id : Stream.concat(NAMES.keySet().stream(), IDLE.stream()).distinct().toList()) {
            var key = new CustomerKey(ACME, "c", id);
            var email = id.replace("-", "") + "@exemplo.com.br";
            StoredPeople.write(database, key, NAMES.get(id), email, "0.0/" + id.length())
                    .block(PATIENCE);
        }
    }

    private static void count(Charge charge) {
        var customer = charge.customerId();
        if (customer == null) {
            return;
        }
        var isOverdue = charge.currency().equals("BRL") && charge.isOverdue(SomeCharges.AMID);
        var owed = isOverdue ? charge.openAmount(SomeCharges.AMID) : 0;
        OVERDUE.merge(customer, owed, Long::sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "overdue_amount", "-overdue_amount", ""})
    void everySortPagesThroughAllOnceInOrder(String sort) {
        var listed = ids(pages(asked(null, null, false, sort)));

        assertThat(listed).containsExactlyElementsOf(all().sorted(order(sort)).toList());
    }

    private static Stream<String> all() {
        return Stream.concat(OVERDUE.keySet().stream(), IDLE.stream());
    }

    private static Comparator<String> order(String sort) {
        Comparator<String> byName = Comparator.comparing(CustomerListsIntegrationTests::plain);
        Comparator<String> byOverdue = Comparator.comparing(id -> OVERDUE.getOrDefault(id, 0L));
        return switch (sort) {
            case "name" -> byName.thenComparing(Ids.BY_BYTES);
            case "-name" -> byName.thenComparing(Ids.BY_BYTES).reversed();
            case "overdue_amount" -> byOverdue.thenComparing(Ids.BY_BYTES.reversed());
            case "-overdue_amount" -> byOverdue.reversed().thenComparing(Ids.BY_BYTES);
            default -> Comparator.comparing(id -> id, Ids.BY_BYTES);
        };
    }

    /** The nameless stand last. */
    private static String plain(String id) {
        return switch (id) {
            case "customer-0" -> "joao da conceicao";
            case "customer-1", "idle-1" -> "ana maria";
            case "customer-2" -> "angela";
            case "idle-2" -> "ze";
            default -> "~";
        };
    }

    @Test
    void theOverdueAreThoseWhoOweSomethingOverdue() {
        var owing = all().filter(id -> OVERDUE.getOrDefault(id, 0L) > 0).toList();

        assertThat(owing).isNotEmpty();
        assertThat(ids(pages(asked(null, null, true, ""))))
                .containsExactlyInAnyOrderElementsOf(owing);
        for (var item : pages(asked(null, null, true, "-overdue_amount"))) {
            assertThat(overdue(item)).isEqualTo(OVERDUE.get(item.customerId()));
        }
    }

    private static long overdue(Customers.Item item) {
        return item.balances().stream()
                .filter(balance -> balance.currency().equals("BRL"))
                .mapToLong(Balance::overdueAmount)
                .sum();
    }

    @Test
    void aHabitIsListedInTheAskedOrderToo() {
        var habits = pages(asked(null, null, false, ""));
        for (var verdict : Verdict.values()) {
            var those =
                    habits.stream()
                            .filter(item -> item.habit().equals(verdict.code()))
                            .map(Customers.Item::customerId)
                            .sorted(order("-overdue_amount"))
                            .toList();

            assertThat(ids(pages(asked(null, verdict.code(), false, "-overdue_amount"))))
                    .containsExactlyElementsOf(those);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ana, customer-1;idle-1",
        "Ána MÁ, customer-1;idle-1",
        "angel, customer-2",
        "conc, customer-0",
        "onceicao, ''",
        "idle-, idle-1;idle-2;idle-3",
        "idle3@exemplo, idle-3",
        "00, customer-0;customer-1;customer-2;idle-1;idle-2;idle-3",
        "ana zé, ''"
    })
    void aTextFindsByTheBeginningsOfWords(String text, String found) {
        var expected = Stream.of(found.split(";")).filter(id -> !id.isEmpty()).toList();
        for (var sort : List.of("", "name", "-overdue_amount")) {
            assertThat(ids(pages(asked(text, null, false, sort))))
                    .as(sort)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void anotherMerchantFindsNothing() {
        var filter = new CustomerAsked.Filter("ana", null, false, "BRL");
        var search = new CustomerSearch("other", SomeCharges.AMID, filter, CustomerOrder.DEFAULT);

        assertThat(pages(search)).isEmpty();
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        var first = customers.list(asked(null, null, false, "name"), PAGE, null).block(PATIENCE);

        var next = Objects.requireNonNull(first).nextCursor();
        assertThatThrownBy(() -> customers.list(asked(null, null, false, ""), PAGE, next).block())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void aListOfTooManyIsNotPutInTheOrderOfNamesButASearchOfItIs() {
        assertThatThrownBy(() -> few.list(asked(null, null, false, "name"), PAGE, null).block())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("sort by name is for 2 customers at most");
        var found = few.list(asked("ana", null, false, "-name"), PAGE, null).block(PATIENCE);

        assertThat(ids(Objects.requireNonNull(found).items()))
                .containsExactly("idle-1", "customer-1");
    }

    @Test
    void noCursorHoldsAName() {
        var first = customers.list(asked(null, null, false, "name"), PAGE, null).block(PATIENCE);

        var next = Objects.requireNonNull(Objects.requireNonNull(first).nextCursor());
        assertThat(new String(Base64.getUrlDecoder().decode(next), UTF_8))
                .contains("idle-1")
                .doesNotContainIgnoringCase("ana");
    }

    private static CustomerSearch asked(
            @Nullable String text, @Nullable String habit, boolean isOverdue, String sort) {
        var order = CustomerOrder.of(sort.isEmpty() ? null : sort);
        var isOfAmounts = isOverdue || CustomerOrder.isOfOverdue(order);
        var filter = new CustomerAsked.Filter(text, habit, isOverdue, isOfAmounts ? "BRL" : null);
        return new CustomerSearch(ACME, SomeCharges.AMID, filter, order);
    }

    private static List<Customers.Item> pages(CustomerSearch search) {
        var items = new ArrayList<Customers.Item>();
        @Nullable String next = null;
        do {
            var page = Objects.requireNonNull(customers.list(search, PAGE, next).block(PATIENCE));
            items.addAll(page.items());
            next = page.nextCursor();
        } while (next != null);
        return items;
    }

    private static List<String> ids(List<Customers.Item> items) {
        return items.stream().map(Customers.Item::customerId).toList();
    }
}

package io.emdia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.Database;
import io.emdia.embedded.TestServers;
import io.emdia.facts.Ids;
import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.kpi.RandomCharges;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** What lists of charges hold is what each charge says, in the order that was asked for. */
class ChargeListsIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHARGES = 200;
    private static final int PAGE = 7;
    private static final int DOUBTFUL_AFTER_DAYS = 20;
    private static final String ACME = "acme";
    private static final LocalDate DAY = LocalDate.of(2025, 9, 15);

    private static ChargeLists lists;
    private static List<Charge> charges;

    @BeforeAll
    static void store() {
        var database = TestServers.freshDatabase().database();
        lists = new ChargeLists(database, StoredLedger.persons(database));
        charges = stored(database);
        name(database, "customer-0", "João da Conceição", "jc@exemplo.com.br", "123.456.789-09");
        name(database, "customer-1", "ANA MARIA D'Ávila", null, "12.ABC.345/01DE-35");
    }

    /** Few amounts, few days: there are ties. */
    private static List<Charge> stored(Database database) {
        var random = new Random(1);
        var all = new ArrayList<Charge>();
        for (int at = 0; at < CHARGES; at++) {
            var key = new ChargeKey(ACME, "c" + at % 3, "charge-" + at);
            all.add(rounded(new RandomCharges(random).charge(key)));
        }
        StoredCharges.write(database, all).block(PATIENCE);
        return all;
    }

    private static Charge rounded(Charge charge) {
        return new Charge(
                charge.key(),
                charge.customerId(),
                charge.subscriptionId(),
                charge.currency(),
                charge.method(),
                charge.amount() / 4_000 * 4_000 + 1,
                charge.issuedOn().withDayOfMonth(1),
                charge.dueOn(),
                charge.effectiveDueOn().withDayOfMonth(10),
                charge.canceledOn(),
                charge.writtenOffOn(),
                charge.payments(),
                charge.reversals(),
                charge.attempts(),
                charge.refunds(),
                charge.disputes(),
                charge.silent());
    }

    private static void name(
            Database database,
            String customer,
            String name,
            @Nullable String email,
            String document) {
        var key = new CustomerKey(ACME, "c0", customer);
        StoredPeople.write(database, key, name, email, document).block(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "due_on",
                "-due_on",
                "issued_on",
                "-issued_on",
                "amount",
                "-amount",
                "open_amount",
                "-open_amount"
            })
    void everySortPagesThroughAllOnceInOrder(String sort) {
        var listed = pages(ACME, asked().sort(sort).currency("BRL").done());

        var expected =
                charges.stream()
                        .filter(charge -> charge.currency().equals("BRL"))
                        .sorted(order(sort))
                        .map(ChargeListsIntegrationTests::id)
                        .toList();
        assertThat(expected).hasSizeGreaterThan(PAGE * 5);
        assertThat(ids(listed)).containsExactlyElementsOf(expected);
    }

    /** The other direction is the same list from its end; ids go up where values go down. */
    private static Comparator<Charge> order(String sort) {
        Comparator<Charge> byValue =
                switch (sort.replace("-", "")) {
                    case "due_on" -> Comparator.comparing(Charge::effectiveDueOn);
                    case "issued_on" -> Comparator.comparing(Charge::issuedOn);
                    case "amount" -> Comparator.comparing(Charge::amount);
                    default -> Comparator.comparing(charge -> charge.openAmount(DAY));
                };
        var byIds =
                Comparator.comparing((Charge charge) -> charge.key().connectionId())
                        .thenComparing(charge -> charge.key().chargeId(), Ids.BY_BYTES);
        var descending = byValue.reversed().thenComparing(byIds);
        return sort.startsWith("-") ? descending : descending.reversed();
    }

    @Test
    void everyFilterLetsThroughWhatASlowOneDoes() {
        for (var status : ChargeStatus.values()) {
            holds(asked().status(status.code()), charge -> ChargeStatus.of(charge, DAY) == status);
        }
        holds(asked().method("pix"), charge -> charge.method().code().equals("pix"));
        holds(asked().currency("USD"), charge -> charge.currency().equals("USD"));
        holds(asked().connection("c2"), charge -> charge.key().connectionId().equals("c2"));
        holds(asked().subscription("sub-1"), charge -> "sub-1".equals(charge.subscriptionId()));
        holds(asked().customer("customer-3"), charge -> "customer-3".equals(charge.customerId()));
        holds(asked().doubtful(true), ChargeListsIntegrationTests::isDoubtful);
        holds(asked().doubtful(false), charge -> !isDoubtful(charge));
    }

    private static boolean isDoubtful(Charge charge) {
        return charge.silent()
                && charge.openAmount(DAY) > 0
                && charge.effectiveDueOn().isBefore(DAY.minusDays(DOUBTFUL_AFTER_DAYS));
    }

    @ParameterizedTest
    @CsvSource({
        "not_due, -100000, 0",
        "1-30, 1, 30",
        "31-60, 31, 60",
        "61-90, 61, 90",
        "91-180, 91, 180",
        "181-365, 181, 365",
        ">365, 366, 100000"
    })
    void aBarOfAgingHoldsWhatIsOpenForSoLong(String bucket, long least, long most) {
        holds(
                asked().aging(bucket),
                charge -> {
                    var days = ChronoUnit.DAYS.between(charge.effectiveDueOn(), DAY);
                    return charge.openAmount(DAY) > 0 && days >= least && days <= most;
                });
    }

    @Test
    void everyOpenChargeStandsInOneBarOfAging() {
        var inBars =
                Arrays.stream(Aging.values())
                        .flatMap(bar -> pages(ACME, asked().aging(bar.label()).done()).stream())
                        .toList();

        assertThat(ids(inBars))
                .containsExactlyInAnyOrderElementsOf(ids(charge -> charge.openAmount(DAY) > 0));
    }

    @ParameterizedTest
    @CsvSource({
        "joao, customer-0",
        "JOÃO, customer-0",
        "conce jo, customer-0",
        "jc@exem, customer-0",
        "123.456.789-09, customer-0",
        "12345, customer-0",
        "avila, customer-1",
        "d'avi, customer-1",
        "12ABC, customer-1",
        "12.ABC.345/01DE-35, customer-1",
        "customer-2, customer-2"
    })
    void aTextFindsTheChargesOfACustomer(String text, String customer) {
        var connection = customer.equals("customer-2") ? "" : "c0";
        holds(
                asked().text(text),
                charge ->
                        customer.equals(charge.customerId())
                                && charge.key().connectionId().startsWith(connection));
    }

    @Test
    void aTextFindsAChargeByTheBeginningOfItsId() {
        holds(asked().text("charge-17"), charge -> charge.key().chargeId().startsWith("charge-17"));
        holds(
                asked().text("joao").status("overdue"),
                charge ->
                        "customer-0".equals(charge.customerId())
                                && charge.key().connectionId().equals("c0")
                                && ChargeStatus.of(charge, DAY) == ChargeStatus.OVERDUE);
        for (var nothing : List.of("oao", "joao ana", "%", "'", "..", "nobody")) {
            assertThat(pages(ACME, asked().text(nothing).done())).as(nothing).isEmpty();
        }
    }

    @Test
    void anItemNamesItsCustomer() {
        var named = pages(ACME, asked().text("joao").done());

        assertThat(named)
                .isNotEmpty()
                .extracting(ChargeLists.Item::customerName)
                .containsOnly("João da Conceição");
        assertThat(pages(ACME, asked().customer("customer-4").done()))
                .extracting(ChargeLists.Item::customerName)
                .containsOnlyNulls();
    }

    @Test
    void anotherMerchantFindsNothing() {
        for (var text : new @Nullable String[] {null, "joao", "charge", "customer"}) {
            assertThat(pages("other", asked().text(text).done())).isEmpty();
        }
    }

    @Test
    void aCursorOfAnotherSortIsRefused() {
        var first = page(ACME, asked().sort("issued_on").done(), null);

        assertThatThrownBy(() -> page(ACME, asked().done(), first.nextCursor()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("cursor");
        assertThatThrownBy(() -> asked().sort("-amount").done().order())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("currency");
        assertThatThrownBy(() -> asked().sort("color").done().order())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("sort");
    }

    private static void holds(ChargeQuestion question, Predicate<Charge> slow) {
        var asked = question.done();
        assertThat(ids(pages(ACME, asked)))
                .as(asked.toString())
                .containsExactlyInAnyOrderElementsOf(ids(slow));
    }

    private static List<String> ids(Predicate<Charge> slow) {
        return charges.stream().filter(slow).map(ChargeListsIntegrationTests::id).toList();
    }

    private static List<ChargeLists.Item> pages(String merchant, ChargeAsked asked) {
        var items = new ArrayList<ChargeLists.Item>();
        @Nullable String next = null;
        do {
            var page = page(merchant, asked, next);
            items.addAll(page.items());
            next = page.nextCursor();
        } while (next != null);
        return items;
    }

    private static Page<ChargeLists.Item> page(
            String merchant, ChargeAsked asked, @Nullable String cursor) {
        var asOf = new ChargeLists.AsOf(DAY, DOUBTFUL_AFTER_DAYS);
        var listed =
                new ChargeLists.Listed(merchant, asOf, asked.filter(), asked.order(), PAGE, cursor);
        return Objects.requireNonNull(lists.list(listed).block(PATIENCE));
    }

    private static ChargeQuestion asked() {
        return new ChargeQuestion();
    }

    private static List<String> ids(List<ChargeLists.Item> items) {
        return items.stream().map(item -> item.connectionId() + "/" + item.chargeId()).toList();
    }

    private static String id(Charge charge) {
        return charge.key().connectionId() + "/" + charge.key().chargeId();
    }
}

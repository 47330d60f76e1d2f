package io.emdia.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.facts.Event;
import io.emdia.facts.FactDate;
import io.emdia.facts.Member;
import io.emdia.facts.SubscriptionFact;
import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.facts.SubscriptionFact.Status;
import io.emdia.facts.SubscriptionFact.SubscriptionTold;
import io.emdia.kpi.KpiDocument.Movements;
import io.emdia.kpi.KpiDocument.Revenue;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.MemoryLedger;
import io.emdia.ledger.RandomLedger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Recurring revenue by hand-made examples, in memory. */
class RevenueTests {

    private static final int SEEDS = 60;
    private static final int CHARGES = 4;
    private static final LocalDate MAY_END = LocalDate.of(2025, 5, 31);
    private static final LocalDate JUNE_END = LocalDate.of(2025, 6, 30);

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "D", "E", "F"})
    void theWorkedExampleComesOutCustomerByCustomer(String customer) {
        var events = new ArrayList<>(FixtureB.events());
        events.removeIf(event -> !isOf(customer, event));

        assertThat(revenue(events, MAY_END).mrr())
                .isEqualTo(example().at("/start/" + customer).longValue());
        assertThat(revenue(events, JUNE_END).mrr())
                .isEqualTo(example().at("/end/" + customer).longValue());
    }

    @Test
    void theWorkedExampleComesOutAsAWhole() {
        var revenue = revenue(FixtureB.events(), JUNE_END);

        var movements = example().get("movements");
        assertThat(revenue.mrr()).isEqualTo(example().at("/expected/mrr").longValue());
        assertThat(revenue.arr()).isEqualTo(example().at("/expected/arr").longValue());
        assertThat(revenue.movements())
                .isEqualTo(
                        new Movements(
                                movements.get("new").longValue(),
                                movements.get("expansion").longValue(),
                                movements.get("contraction").longValue(),
                                movements.get("churn").longValue(),
                                movements.get("reactivation").longValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "120000, YEAR, 1, 10000, 120000",
        "27000, QUARTER, 1, 9000, 108000",
        "3000, WEEK, 1, 13000, 156000",
        "200, DAY, 1, 6083, 73000",
        "200000, YEAR, 1, 16667, 200000",
        "1000, MONTH, 3, 333, 4000"
    })
    void amountsAreOfAMonthExactlyAndRoundedOnce(
            long amount, Interval interval, int count, long mrr, long arr) {
        var told = told("s", amount, interval, count, Status.ACTIVE, "2025-06-01");

        var revenue = revenue(List.of(event("e", "2025-06-01", told)), JUNE_END);

        assertThat(revenue.mrr()).isEqualTo(mrr);
        assertThat(revenue.arr()).isEqualTo(arr);
    }

    @Test
    void pausingIsChurnAndResumingIsReactivation() {
        var events =
                List.of(
                        event("e1", "2025-05-01", monthly("s", 5_000, Status.ACTIVE)),
                        event("e2", "2025-06-05", monthly("s", 5_000, Status.PAUSED)),
                        event("e3", "2025-06-20", monthly("s", 5_000, Status.ACTIVE)));

        assertThat(revenue(events, JUNE_END).movements())
                .isEqualTo(new Movements(0, 0, 0, 5_000, 5_000));
    }

    @Test
    void whatCancelsOutWithinADayMovesNothing() {
        var events =
                List.of(
                        event("e1", "2025-05-01", monthly("s", 5_000, Status.ACTIVE)),
                        event("e2", "2025-06-05", monthly("s", 9_000, Status.ACTIVE)),
                        event("e3", "2025-06-05", monthly("s", 5_000, Status.ACTIVE)));

        assertThat(revenue(events, JUNE_END).movements()).isEqualTo(new Movements(0, 0, 0, 0, 0));
    }

    @Test
    void aStartDatedBackTurnsWhatWasNewIntoAReactivation() {
        var ledger = MemoryLedger.byTruth();
        var cells = new CellsInMemory();
        var book = new ChargeBook();
        var late = event("e1", "2025-06-10", monthly("s", 5_000, Status.ACTIVE, "2025-06-10"));
        move(ledger, cells, book, late);
        assertThat(figures(cells, JUNE_END).revenue().movements().added()).isEqualTo(5_000);

        var early = told("t", 700, Interval.MONTH, 1, Status.ACTIVE, "2025-03-01");
        var ended =
                new SubscriptionFact.SubscriptionCanceled(
                        "t", new FactDate.OnDay(LocalDate.parse("2025-04-01")), null);
        move(ledger, cells, book, event("e2", "2025-03-01", early));
        move(ledger, cells, book, event("e3", "2025-03-02", ended));

        assertThat(figures(cells, JUNE_END).revenue().movements())
                .isEqualTo(new Movements(0, 0, 0, 0, 5_000));
    }

    /** The random ledgers that everything else is tested with do meet all of it. */
    @Test
    void everyFigureIsSometimesMoreThanNothing() {
        var found = new TreeSet<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var cells = cells(RandomLedger.events(seed, CHARGES));
            var random = new Random(seed);
            for (var asked = 0; asked < 4; asked++) {
                var scope = RandomChanges.scope(random);
                var quantities = new Quantities(cells.sums(scope), scope);
                Stream.of(Metric.values())
                        .filter(Metric::isOfSubscriptions)
                        .filter(metric -> metric.numerator(quantities).signum() > 0)
                        .forEach(metric -> found.add(metric.code()));
            }
        }

        assertThat(found)
                .containsExactlyElementsOf(
                        new TreeSet<>(
                                Stream.of(Metric.values())
                                        .filter(Metric::isOfSubscriptions)
                                        .map(Metric::code)
                                        .toList()));
    }

    private static boolean isOf(String customer, Event event) {
        var fact = (SubscriptionFact) event.facts().getFirst();
        return fact.subscriptionId().startsWith(customer);
    }

    private static SubscriptionTold monthly(String id, long amount, Status status) {
        return monthly(id, amount, status, "2025-05-01");
    }

    private static SubscriptionTold monthly(
            String id, long amount, Status status, String startedOn) {
        return told(id, amount, Interval.MONTH, 1, status, startedOn);
    }

    private static SubscriptionTold told(
            String id, long amount, Interval interval, int count, Status status, String startedOn) {
        return new SubscriptionTold(
                id,
                Member.of("customer"),
                Member.missing(),
                Member.of(amount),
                Member.of("BRL"),
                Member.of(interval),
                Member.of(count),
                Member.of(status),
                Member.of(new FactDate.OnDay(LocalDate.parse(startedOn))));
    }

    private static Event event(String id, String day, SubscriptionFact fact) {
        var noon = LocalDate.parse(day).atTime(15, 0).toInstant(ZoneOffset.UTC);
        return new Event(id, "test", noon, id, List.of(fact));
    }

    private static Revenue revenue(List<Event> events, LocalDate asOf) {
        return figures(cells(events), asOf).revenue();
    }

    private static CellsInMemory cells(List<Event> events) {
        var ledger = MemoryLedger.byTruth();
        var cells = new CellsInMemory();
        var entries = events.stream().map(event -> Disorder.entry("m", "c", event)).toList();
        var changed = ledger.apply(entries);
        cells.move(new ChargeBook().put(changed, ledger.subscriptions()));
        return cells;
    }

    private static void move(
            MemoryLedger ledger, CellsInMemory cells, ChargeBook book, Event event) {
        var _ = ledger.apply(List.of(Disorder.entry("m", "c", event)));
        cells.move(book.put(new TreeMap<>(), ledger.subscriptions()));
    }

    private static Figures figures(CellsInMemory cells, LocalDate asOf) {
        var scope = new Scope("BRL", asOf, asOf.withDayOfMonth(1), asOf, null, 3);
        return new Figures(cells.sums(scope), scope);
    }

    private static JsonNode example() {
        try (var file = RevenueTests.class.getResourceAsStream("/subscriptions-b.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(file).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package io.emdia.kpi;

import static java.util.stream.Collectors.groupingBy;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

/**
 * Customers with subscriptions in several currencies: one that ends those in one of them has not
 * left as long as it pays in another.
 */
final class SharedPayers {

    private static final String SHARED =
            """
            with shared as (
                select connection_id, customer_id from kpi_payer
                where merchant_id = $1 and currency = any($2)
                group by connection_id, customer_id having count(*) > 1)
            select connection_id, customer_id, currency, steps
            from shared join kpi_payer payer using (connection_id, customer_id)
            where payer.merchant_id = $1 and payer.currency = any($2)\
            """;

    private SharedPayers() {}

    /**
     * Customers.
     *
     * @param all with revenue before the window
     * @param churned those of them who had none at the end of a day of it
     * @param forced those of them who last lost it by no wish of theirs
     */
    record Tally(long all, long churned, long forced) {

        static final Tally NOBODY = new Tally(0, 0, 0);

        static Tally of(RevenueSums sums) {
            return new Tally(
                    sums.standings().payers(), sums.crossed().churned(), sums.crossed().forced());
        }

        Tally plus(Tally other) {
            return new Tally(all + other.all, churned + other.churned, forced + other.forced);
        }

        Tally minus(Tally other) {
            return new Tally(all - other.all, churned - other.churned, forced - other.forced);
        }
    }

    private record Kept(Payer payer, PayerSteps steps) {

        String customer() {
            return payer.connectionId() + '\0' + payer.customerId();
        }

        Stream<Entry<Key.Step, long[]>> moves() {
            return steps.byName().entrySet().stream().flatMap(this::moves);
        }

        private Stream<Entry<Key.Step, long[]>> moves(
                Entry<String, ? extends Map<Long, Long>> name) {
            return name.getValue().entrySet().stream()
                    .map(day -> Map.entry(step(name.getKey(), day.getKey()), sum(day)));
        }

        private Key.Step step(String name, long day) {
            return new Key.Step(payer, name, LocalDate.ofEpochDay(day));
        }

        private static long[] sum(Entry<Long, Long> day) {
            return new long[] {day.getValue()};
        }
    }

    /** What all together are more than the tallies of each currency, mostly less than nobody. */
    static Mono<Tally> difference(Connection unit, ConsolidatedScope about) {
        return Query.on(unit, SHARED)
                .with(about.merchantId())
                .with(about.currencies().toArray(String[]::new))
                .rows(row -> kept(row, about.merchantId()))
                .map(rows -> difference(rows, about.scope()));
    }

    private static Kept kept(Readable row, String merchantId) {
        var payer =
                new Payer(
                        merchantId,
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return new Kept(payer, PayerSteps.of(Row.text(row, "steps")));
    }

    private static Tally difference(List<Kept> rows, Scope scope) {
        return rows.stream().collect(groupingBy(Kept::customer)).values().stream()
                .map(customer -> differenceOf(customer, scope))
                .reduce(Tally.NOBODY, Tally::plus);
    }

    private static Tally differenceOf(List<Kept> customer, Scope scope) {
        var apart =
                customer.stream()
                        .map(one -> tally(one.payer(), one.moves().toList(), scope))
                        .reduce(Tally.NOBODY, Tally::plus);
        var all = customer.stream().flatMap(Kept::moves).toList();
        return tally(customer.getFirst().payer(), all, scope).minus(apart);
    }

    /** Whatever they are billed in: only whether they are matters. */
    private static Tally tally(Payer payer, List<Entry<Key.Step, long[]>> moves, Scope scope) {
        var cells = new Cells();
        payer.move(PayerSteps.NONE, moves, cells);
        return Tally.of(new RevenueSumming(cells, scope.in(payer.currency())).sums());
    }
}

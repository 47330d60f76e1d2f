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
 * Customers with charges in several currencies: each is in the crowd of every one of them, but is
 * one customer of all together.
 */
final class SharedDebtors {

    private static final String SHARED =
            """
            with shared as (
                select connection_id, customer_id from kpi_debtor
                where merchant_id = $1 and currency = any($2)
                group by connection_id, customer_id having count(*) > 1)
            select connection_id, customer_id, currency, edges
            from shared join kpi_debtor debtor using (connection_id, customer_id)
            where debtor.merchant_id = $1 and debtor.currency = any($2)\
            """;

    private SharedDebtors() {}

    private record Kept(Debtor debtor, DebtorEdges edges) {

        String customer() {
            return debtor.connectionId() + '\0' + debtor.customerId();
        }

        Stream<Entry<Key.Edge, long[]>> moves() {
            return edges.byMethod().entrySet().stream().flatMap(this::moves);
        }

        private Stream<Entry<Key.Edge, long[]>> moves(
                Entry<String, ? extends Map<Long, long[]>> method) {
            return method.getValue().entrySet().stream()
                    .map(day -> Map.entry(edge(method.getKey(), day.getKey()), day.getValue()));
        }

        private Key.Edge edge(String method, long day) {
            return new Key.Edge(
                    debtor.merchantId(),
                    debtor.connectionId(),
                    debtor.customerId(),
                    debtor.currency(),
                    method,
                    LocalDate.ofEpochDay(day));
        }
    }

    /** Adds what the crowd of all has more than the crowds of each, mostly less than none. */
    static Mono<Void> read(Connection unit, ConsolidatedScope about, Parts into) {
        return Query.on(unit, SHARED)
                .with(about.merchantId())
                .with(about.currencies().toArray(String[]::new))
                .rows(row -> kept(row, about.merchantId()))
                .doOnNext(
                        rows ->
                                difference(rows)
                                        .each((crowd, sums) -> add(about, into, crowd, sums)))
                .then();
    }

    private static void add(ConsolidatedScope about, Parts into, Key.Crowd crowd, long[] sums) {
        into.of(crowd.currency(), about.scope().asOf()).crowds().add(crowd, 1, sums);
    }

    private static Kept kept(Readable row, String merchantId) {
        var debtor =
                new Debtor(
                        merchantId,
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return new Kept(debtor, DebtorEdges.of(Row.text(row, "edges")));
    }

    private static Deltas<Key.Crowd> difference(List<Kept> rows) {
        var crowds = new Deltas<Key.Crowd>();
        rows.stream()
                .collect(groupingBy(Kept::customer))
                .values()
                .forEach(customer -> add(customer, crowds));
        return crowds;
    }

    private static void add(List<Kept> customer, Deltas<Key.Crowd> crowds) {
        customer.forEach(one -> one.debtor().addTo(crowds, one.edges(), -1));
        var together = DebtorEdges.NONE.plus(customer.stream().flatMap(Kept::moves).toList());
        customer.getFirst().debtor().addTo(crowds, together, 1);
    }
}

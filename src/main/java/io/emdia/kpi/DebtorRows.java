package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.Debtor.Edges;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of debtors, moved under their customers' locks. */
final class DebtorRows {

    /** Fenced by {@code offset 0}: by the key's index, whatever statistics say. */
    private static final String LOAD =
            """
            select k.*, d.days::text as days, d.counted::text as counted, d.overdue::text as overdue
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                 as k(merchant_id, connection_id, customer_id, currency, method)
            cross join lateral (
                select days, counted, overdue from kpi_debtor d
                where (d.merchant_id, d.connection_id, d.customer_id, d.currency, d.method)
                    = (k.merchant_id, k.connection_id, k.customer_id, k.currency, k.method)
                offset 0) d\
            """;

    private static final String WRITE =
            """
            insert into kpi_debtor (merchant_id, connection_id, customer_id, currency, method,
                                    days, counted, overdue)
            select m, c, i, y, t, d::date[], n::bigint[], o::bigint[]
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[]) as x(m, c, i, y, t, d, n, o)
            on conflict (merchant_id, connection_id, customer_id, currency, method)
            do update set days = excluded.days, counted = excluded.counted,
                overdue = excluded.overdue\
            """;

    private DebtorRows() {}

    /** Moves the edges of debtors; answers what that moves of the crowds, netted. */
    static Mono<SortedMap<Key.Crowd, long[]>> move(
            Connection transaction, SortedMap<Key.Edge, long[]> edges) {
        var moves = byDebtor(edges);
        if (moves.isEmpty()) {
            return Mono.just(new TreeMap<>());
        }
        return keyed(Query.on(transaction, LOAD), moves.keySet())
                .rows(row -> Map.entry(debtor(row), edges(row)))
                .flatMap(
                        rows -> {
                            var stored =
                                    rows.stream()
                                            .collect(
                                                    Collectors.toMap(
                                                            Entry::getKey, Entry::getValue));
                            return move(transaction, moves, stored);
                        });
    }

    /** By debtor, in the order of the keys. */
    static Map<Debtor, SortedMap<LocalDate, long[]>> byDebtor(SortedMap<Key.Edge, long[]> edges) {
        var byDebtor = new LinkedHashMap<Debtor, SortedMap<LocalDate, long[]>>();
        edges.forEach(
                (edge, sums) ->
                        byDebtor.computeIfAbsent(Debtor.of(edge), _ -> new TreeMap<>())
                                .put(edge.day(), sums));
        return byDebtor;
    }

    private static Mono<SortedMap<Key.Crowd, long[]>> move(
            Connection transaction,
            Map<Debtor, SortedMap<LocalDate, long[]>> moves,
            Map<Debtor, Edges> stored) {
        var crowds = new Deltas<Key.Crowd>();
        var after = new LinkedHashMap<Debtor, Edges>();
        moves.forEach(
                (debtor, move) -> {
                    var before = stored.getOrDefault(debtor, Edges.NONE);
                    var moved = before.plus(move);
                    debtor.addTo(crowds, before, -1);
                    debtor.addTo(crowds, moved, 1);
                    after.put(debtor, moved);
                });
        return keyed(Query.on(transaction, WRITE), after.keySet())
                .with(arrays(after, edges -> edges.byDay().keySet().stream().map(String::valueOf)))
                .with(arrays(after, edges -> sums(edges, 0)))
                .with(arrays(after, edges -> sums(edges, 1)))
                .run()
                .then(Mono.fromSupplier(crowds::netted));
    }

    private static Stream<String> sums(Edges edges, int at) {
        return edges.byDay().values().stream().map(sums -> Long.toString(sums[at]));
    }

    private static String[] arrays(
            Map<Debtor, Edges> rows, Function<Edges, Stream<String>> elements) {
        return rows.values().stream()
                .map(edges -> elements.apply(edges).collect(Collectors.joining(",", "{", "}")))
                .toArray(String[]::new);
    }

    private static Query keyed(Query query, Collection<Debtor> debtors) {
        return query.with(texts(debtors, Debtor::merchantId))
                .with(texts(debtors, Debtor::connectionId))
                .with(texts(debtors, Debtor::customerId))
                .with(texts(debtors, Debtor::currency))
                .with(texts(debtors, Debtor::method));
    }

    private static String[] texts(Collection<Debtor> debtors, Function<Debtor, String> column) {
        return debtors.stream().map(column).toArray(String[]::new);
    }

    private static Debtor debtor(Readable row) {
        return new Debtor(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                Row.text(row, "currency"),
                Row.text(row, "method"));
    }

    private static Edges edges(Readable row) {
        var days = elements(Row.text(row, "days"));
        var counted = elements(Row.text(row, "counted"));
        var overdue = elements(Row.text(row, "overdue"));
        var byDay = new TreeMap<LocalDate, long[]>();
        for (int at = 0; at < days.length; at++) {
            byDay.put(
                    LocalDate.parse(days[at]),
                    new long[] {Long.parseLong(counted[at]), Long.parseLong(overdue[at])});
        }
        return new Edges(byDay);
    }

    /** The elements of an array literal of days or numbers. */
    private static String[] elements(String literal) {
        var inner = literal.substring(1, literal.length() - 1);
        return inner.isEmpty() ? new String[0] : inner.split(",", -1);
    }
}

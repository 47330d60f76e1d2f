package io.emdia.kpi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.function.Function;

/** What is kept of debtors, moved under their customers' locks. */
final class DebtorRows {

    /** Fenced by {@code offset 0}: by the key's index, whatever statistics say. */
    private static final String LOAD =
            """
            select k.*, d.edges
            from unnest($1::text[], $2::text[], $3::text[], $4::text[])
                 as k(merchant_id, connection_id, customer_id, currency)
            cross join lateral (
                select edges from kpi_debtor d
                where (d.merchant_id, d.connection_id, d.customer_id, d.currency)
                    = (k.merchant_id, k.connection_id, k.customer_id, k.currency)
                offset 0) d\
            """;

    private static final String WRITE =
            """
            insert into kpi_debtor (merchant_id, connection_id, customer_id, currency, edges)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
            on conflict (merchant_id, connection_id, customer_id, currency)
            do update set edges = excluded.edges\
            """;

    private DebtorRows() {}

    /** Moves debtors by the cells' edges, and adds to the cells what that moves of the crowds. */
    static Mono<Void> move(Connection transaction, Cells cells) {
        var moves = byDebtor(cells.edges().netted());
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        return load(transaction, moves.keySet())
                .flatMap(stored -> move(transaction, moves, stored, cells.crowds()));
    }

    /** Only those of whom something is kept are in the map. */
    static Mono<Map<Debtor, DebtorEdges>> load(Connection unit, Collection<Debtor> debtors) {
        return texts(unit, debtors)
                .map(
                        texts ->
                                texts.entrySet().stream()
                                        .collect(toMap(Entry::getKey, DebtorRows::edges)));
    }

    private static DebtorEdges edges(Entry<Debtor, String> row) {
        return DebtorEdges.of(row.getValue());
    }

    /** The same as stored, for who reads them elsewhere than on an event loop. */
    static Mono<Map<Debtor, String>> texts(Connection unit, Collection<Debtor> debtors) {
        if (debtors.isEmpty()) {
            return Mono.just(Map.of());
        }
        return keyed(Query.on(unit, LOAD), debtors)
                .rows(DebtorRows::stored)
                .map(rows -> rows.stream().collect(toMap(Entry::getKey, Entry::getValue)));
    }

    /** By debtor, in the order of the keys. */
    static Map<Debtor, List<Entry<Key.Edge, long[]>>> byDebtor(SortedMap<Key.Edge, long[]> edges) {
        return edges.entrySet().stream()
                .collect(
                        groupingBy(edge -> Debtor.of(edge.getKey()), LinkedHashMap::new, toList()));
    }

    private static Mono<Void> move(
            Connection transaction,
            Map<Debtor, List<Entry<Key.Edge, long[]>>> moves,
            Map<Debtor, DebtorEdges> stored,
            Deltas<Key.Crowd> crowds) {
        var after = new ArrayList<String>();
        moves.forEach(
                (debtor, move) -> {
                    var before = stored.getOrDefault(debtor, DebtorEdges.NONE);
                    after.add(debtor.move(before, move, crowds).text());
                });
        return keyed(Query.on(transaction, WRITE), moves.keySet())
                .with(after.toArray(String[]::new))
                .run();
    }

    private static Query keyed(Query query, Collection<Debtor> debtors) {
        return query.with(texts(debtors, Debtor::merchantId))
                .with(texts(debtors, Debtor::connectionId))
                .with(texts(debtors, Debtor::customerId))
                .with(texts(debtors, Debtor::currency));
    }

    private static String[] texts(Collection<Debtor> debtors, Function<Debtor, String> column) {
        return debtors.stream().map(column).toArray(String[]::new);
    }

    private static Entry<Debtor, String> stored(Readable row) {
        var debtor =
                new Debtor(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return Map.entry(debtor, Row.text(row, "edges"));
    }
}

package io.emdia.kpi;

import static java.util.stream.Collectors.toMap;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is kept of payers. Whose subscriptions a transaction changes is known only when they are
 * locked and folded, so payers have locks of their own, the rows kept here, taken in key order.
 *
 * <p>Nobody waits in a ring: every transaction takes charges, customers, subscriptions, payers and
 * cells in this order, of each kind all at once and by key, and payers are locked nowhere else.
 * Nothing is lost: a row is placed where there is none, locked, and read by the statement that
 * locks it, which waits for whoever has it and then sees what they left.
 */
final class PayerRows {

    private static final String PLACE =
            """
            insert into kpi_payer (merchant_id, connection_id, customer_id, currency, steps)
            select x.*, '' from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x
            on conflict do nothing\
            """;

    private static final String LOAD =
            """
            select merchant_id, connection_id, customer_id, currency, steps from kpi_payer
            join unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(m, c, i, u)
                 on (merchant_id, connection_id, customer_id, currency) = (m, c, i, u)
            order by merchant_id, connection_id, customer_id, currency\
            """;

    private static final String LOCK = LOAD + " for update of kpi_payer";
    private static final int PAYERS_A_PAGE = 5_000;

    private static final String WRITE =
            """
            update kpi_payer set steps = x.steps
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                 as x(m, c, i, u, steps)
            where (merchant_id, connection_id, customer_id, currency) = (m, c, i, u)\
            """;

    private PayerRows() {}

    /** Moves payers by the cells' steps, and adds to the cells what that moves. */
    static Mono<Void> move(Connection transaction, Cells cells) {
        var moves = Subscribers.byPayer(cells.steps().netted());
        if (moves.isEmpty()) {
            return Mono.empty();
        }
        return lock(transaction, moves.keySet())
                .flatMap(kept -> write(transaction, moved(moves, kept, cells)))
                .then(Mono.defer(() -> MoverRows.move(transaction, cells.movers())));
    }

    /** The same with nothing written. */
    static Mono<Void> recall(Connection unit, Cells cells, Scheduler scheduler) {
        return Flux.fromIterable(Subscribers.byPayer(cells.steps().netted()).entrySet())
                .buffer(PAYERS_A_PAGE)
                .concatMap(moves -> recall(unit, moves, cells, scheduler), 1)
                .then();
    }

    private static Mono<Void> recall(
            Connection unit,
            List<Entry<Payer, List<Entry<Key.Step, long[]>>>> page,
            Cells cells,
            Scheduler scheduler) {
        var moves = page.stream().collect(toMap(Entry::getKey, Entry::getValue));
        return load(unit, moves.keySet())
                .publishOn(scheduler)
                .doOnNext(kept -> moved(moves, kept, cells))
                .then();
    }

    /** Those of which something is kept, without a lock. */
    static Mono<Map<Payer, PayerSteps>> load(Connection unit, Collection<Payer> payers) {
        return keyed(Query.on(unit, LOAD), payers)
                .rows(PayerRows::stored)
                .map(rows -> rows.stream().collect(toMap(Entry::getKey, Entry::getValue)));
    }

    private static SortedMap<Payer, PayerSteps> moved(
            Map<Payer, List<Entry<Key.Step, long[]>>> moves,
            Map<Payer, PayerSteps> kept,
            Cells cells) {
        var after = new TreeMap<Payer, PayerSteps>();
        moves.forEach(
                (payer, said) -> {
                    var steps = kept.getOrDefault(payer, PayerSteps.NONE);
                    after.put(payer, payer.move(steps, said, cells));
                });
        return after;
    }

    /** Places what is missing, locks all in key order and reads them. */
    static Mono<Map<Payer, PayerSteps>> lock(Connection transaction, Collection<Payer> payers) {
        return keyed(Query.on(transaction, PLACE), payers)
                .run()
                .then(
                        Mono.defer(
                                () ->
                                        keyed(Query.on(transaction, LOCK), payers)
                                                .rows(PayerRows::stored)))
                .map(rows -> rows.stream().collect(toMap(Entry::getKey, Entry::getValue)));
    }

    private static Mono<Void> write(Connection transaction, SortedMap<Payer, PayerSteps> payers) {
        return keyed(Query.on(transaction, WRITE), payers.keySet())
                .with(payers.values().stream().map(PayerSteps::text).toArray(String[]::new))
                .run();
    }

    private static Query keyed(Query query, Collection<Payer> payers) {
        return query.with(texts(payers, Payer::merchantId))
                .with(texts(payers, Payer::connectionId))
                .with(texts(payers, Payer::customerId))
                .with(texts(payers, Payer::currency));
    }

    static String[] texts(Collection<Payer> payers, Function<Payer, String> column) {
        return payers.stream().map(column).toArray(String[]::new);
    }

    private static Entry<Payer, PayerSteps> stored(Readable row) {
        var payer =
                new Payer(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "customer_id"),
                        Row.text(row, "currency"));
        return Map.entry(payer, PayerSteps.of(Row.text(row, "steps")));
    }
}

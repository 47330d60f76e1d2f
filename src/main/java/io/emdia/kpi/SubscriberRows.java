package io.emdia.kpi;

import static java.util.stream.Collectors.toMap;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Charge;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.ledger.SubscriptionCharges;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is kept of each subscription, moved under the subscription's lock, which every transaction
 * holds that changes the subscription or a charge that names it. A subscription of which nothing is
 * kept has contributed nothing yet: what its charges say is then gathered from the charges, which
 * is also how subscriptions of before this was kept come in.
 */
final class SubscriberRows {

    /** Fenced by {@code offset 0}: by the key's index, whatever statistics say. */
    private static final String LOAD =
            """
            select k.*, s.namings
            from unnest($1::text[], $2::text[], $3::text[])
                 as k(merchant_id, connection_id, subscription_id)
            cross join lateral (
                select namings from kpi_subscriber s
                where (s.merchant_id, s.connection_id, s.subscription_id)
                    = (k.merchant_id, k.connection_id, k.subscription_id)
                offset 0) s\
            """;

    private static final String FORGET =
            """
            delete from kpi_subscriber
            where (merchant_id, connection_id, subscription_id)
                  in (select * from unnest($1::text[], $2::text[], $3::text[]))\
            """;

    private static final String WRITE =
            """
            insert into kpi_subscriber (merchant_id, connection_id, subscription_id, namings)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict (merchant_id, connection_id, subscription_id)
            do update set namings = excluded.namings\
            """;

    private final Connection transaction;
    private final Cells cells;
    private final Map<SubscriptionKey, List<Entry<Key.Naming, long[]>>> moves;

    /**
     * @param cells hold what the changed charges say, and take what that and the changed
     *     subscriptions move
     */
    SubscriberRows(Connection transaction, Cells cells) {
        this.transaction = transaction;
        this.cells = cells;
        this.moves = Subscribers.bySubscription(cells.namings().netted());
    }

    /**
     * @param changes every subscription that is locked, in key order
     */
    Mono<Void> move(List<SubscriptionChange> changes) {
        return moved(changes).flatMap(this::write);
    }

    /** The same with nothing written. */
    Mono<Void> recall(List<SubscriptionChange> changes, Scheduler scheduler) {
        return loaded(changes)
                .publishOn(scheduler)
                .doOnNext(loaded -> move(changes, loaded.kept(), loaded.gathered()))
                .then();
    }

    private Mono<SortedMap<SubscriptionKey, Namings>> moved(List<SubscriptionChange> changes) {
        return loaded(changes).map(loaded -> move(changes, loaded.kept(), loaded.gathered()));
    }

    private record Loaded(
            Map<SubscriptionKey, Namings> kept, Map<SubscriptionKey, Namings> gathered) {}

    private Mono<Loaded> loaded(List<SubscriptionChange> changes) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        return load(transaction, changes.stream().map(SubscriptionChange::key).toList())
                .flatMap(
                        kept ->
                                gather(transaction, missing(changes, kept))
                                        .map(found -> new Loaded(kept, found)));
    }

    private static List<SubscriptionKey> missing(
            List<SubscriptionChange> changes, Map<SubscriptionKey, Namings> kept) {
        return changes.stream()
                .filter(change -> change.after() != null)
                .map(SubscriptionChange::key)
                .filter(key -> !kept.containsKey(key))
                .toList();
    }

    /** From the charges as the unit of work sees them, its own among them. */
    static Mono<Map<SubscriptionKey, Namings>> gather(
            Connection unit, List<SubscriptionKey> missing) {
        return SubscriptionCharges.naming(unit, missing).map(charges -> gathered(missing, charges));
    }

    private static Map<SubscriptionKey, Namings> gathered(
            List<SubscriptionKey> missing, List<Charge> charges) {
        var all = new Cells();
        charges.forEach(charge -> ChargeCells.add(charge, all, 1));
        var gathered = new HashMap<SubscriptionKey, Namings>();
        missing.forEach(key -> gathered.put(key, Namings.NONE));
        Subscribers.bySubscription(all.namings().netted())
                .forEach((key, said) -> gathered.put(key, Namings.NONE.plus(said)));
        return gathered;
    }

    /** Adds to the cells; answers what is to be kept that was not, in key order. */
    private SortedMap<SubscriptionKey, Namings> move(
            List<SubscriptionChange> changes,
            Map<SubscriptionKey, Namings> kept,
            Map<SubscriptionKey, Namings> gathered) {
        var written = new TreeMap<SubscriptionKey, Namings>(gathered);
        for (var change : changes) {
            var before = kept.get(change.key());
            var after = gathered.get(change.key());
            if (before != null) {
                var said = moves.getOrDefault(change.key(), List.of());
                after = before.plus(said);
                if (!said.isEmpty()) {
                    written.put(change.key(), after);
                }
                if (change.before() != null) {
                    SubscriptionCells.add(change.before(), before, cells, -1);
                }
            }
            if (change.after() != null && after != null) {
                SubscriptionCells.add(change.after(), after, cells, 1);
            }
        }
        return written;
    }

    static Mono<Void> forget(Connection transaction, Collection<SubscriptionKey> keys) {
        return keyed(Query.on(transaction, FORGET), keys).run();
    }

    /** Those of which something is kept. */
    static Mono<Map<SubscriptionKey, Namings>> load(
            Connection unit, Collection<SubscriptionKey> keys) {
        return keyed(Query.on(unit, LOAD), keys)
                .rows(SubscriberRows::stored)
                .map(rows -> rows.stream().collect(toMap(Entry::getKey, Entry::getValue)));
    }

    private Mono<Void> write(SortedMap<SubscriptionKey, Namings> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, WRITE), rows.keySet())
                .with(rows.values().stream().map(Namings::text).toArray(String[]::new))
                .run();
    }

    static Query keyed(Query query, Collection<SubscriptionKey> keys) {
        return query.with(texts(keys, SubscriptionKey::merchantId))
                .with(texts(keys, SubscriptionKey::connectionId))
                .with(texts(keys, SubscriptionKey::subscriptionId));
    }

    private static String[] texts(
            Collection<SubscriptionKey> keys, Function<SubscriptionKey, String> column) {
        return keys.stream().map(column).toArray(String[]::new);
    }

    private static Entry<SubscriptionKey, Namings> stored(Readable row) {
        return Map.entry(key(row), Namings.of(Row.text(row, "namings")));
    }

    static SubscriptionKey key(Readable row) {
        return new SubscriptionKey(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "subscription_id"));
    }
}

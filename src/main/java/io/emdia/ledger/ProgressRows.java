package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Ids;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Gives positions and versions under the merchants' counter rows, held until the commit. */
final class ProgressRows {

    static final String PLACE =
            """
            insert into merchant_progress (merchant_id) select * from unnest($1::text[])
            on conflict do nothing\
            """;

    private static final String LOCK =
            """
            select merchant_id from merchant_progress
            where merchant_id = any($1) order by merchant_id for update\
            """;

    private static final String ADVANCE =
            """
            update merchant_progress p set version = version + 1, position = position + x.events,
                last_delivery_at = greatest(last_delivery_at, x.recorded::timestamptz)
            from unnest($1::text[], $2::bigint[], $3::text[]) as x(merchant, events, recorded)
            where p.merchant_id = x.merchant
            returning p.merchant_id, p.position\
            """;

    private static final String POSITIONS =
            """
            with news as (
                select merchant, connection, position, event, digest,
                       happened::timestamptz as happened, recorded::timestamptz as recorded
                from unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[],
                            $6::text[], $7::text[])
                     as x(merchant, position, connection, event, digest, happened, recorded)),
            positioned as (
                insert into event_position
                    (merchant_id, position, connection_id, event_id, digest)
                select merchant, position, connection, event, digest from news)
            insert into connection_progress as p
                (merchant_id, connection_id, events, last_event_at, last_recorded_at)
            select merchant, connection, count(*), max(happened), max(recorded) from news
            group by merchant, connection
            on conflict (merchant_id, connection_id) do update set
                events = p.events + excluded.events,
                last_event_at = greatest(p.last_event_at, excluded.last_event_at),
                last_recorded_at = greatest(p.last_recorded_at, excluded.last_recorded_at)\
            """;

    private ProgressRows() {}

    private record Reached(String merchantId, long position) {}

    private record Positioned(Ledger.Entry entry, long position) {}

    static Mono<Void> advance(Connection transaction, List<Ledger.Entry> entries) {
        var byMerchant = byMerchant(entries);
        return lock(transaction, byMerchant.keySet())
                .then(Mono.defer(() -> count(transaction, byMerchant)))
                .flatMap(reached -> position(transaction, byMerchant, reached));
    }

    /** A change that is no event's: a new day, other rules. */
    static Mono<Void> bump(Connection transaction, Collection<String> merchants) {
        var none = new TreeMap<String, List<Ledger.Entry>>();
        merchants.forEach(merchant -> none.put(merchant, List.of()));
        return lock(transaction, none.keySet())
                .then(Mono.defer(() -> count(transaction, none)))
                .then();
    }

    private static SortedMap<String, List<Ledger.Entry>> byMerchant(List<Ledger.Entry> entries) {
        var byMerchant = new TreeMap<String, List<Ledger.Entry>>(Ids.BY_BYTES);
        entries.forEach(
                entry ->
                        byMerchant
                                .computeIfAbsent(entry.merchantId(), _ -> new ArrayList<>())
                                .add(entry));
        return byMerchant;
    }

    private static Mono<Void> lock(Connection transaction, Collection<String> merchants) {
        var ids = Columns.text(merchants, Function.identity());
        return Query.on(transaction, PLACE)
                .with(ids)
                .run()
                .then(
                        Mono.defer(
                                () ->
                                        Query.on(transaction, LOCK)
                                                .with(ids)
                                                .rows(row -> Row.text(row, "merchant_id"))))
                .then();
    }

    private static Mono<Map<String, Long>> count(
            Connection transaction, SortedMap<String, List<Ledger.Entry>> byMerchant) {
        var rows = byMerchant.entrySet();
        return Query.on(transaction, ADVANCE)
                .with(Columns.text(rows, Map.Entry::getKey))
                .with(Columns.numbers(rows, row -> (long) row.getValue().size()))
                .with(Columns.text(rows, row -> newest(row.getValue())))
                .rows(row -> new Reached(Row.text(row, "merchant_id"), Row.number(row, "position")))
                .map(
                        reached -> {
                            var positions = new HashMap<String, Long>();
                            reached.forEach(one -> positions.put(one.merchantId(), one.position()));
                            return positions;
                        });
    }

    private static @Nullable String newest(List<Ledger.Entry> entries) {
        return entries.stream()
                .map(Ledger.Entry::recordedAt)
                .max(Instant::compareTo)
                .map(Instant::toString)
                .orElse(null);
    }

    private static Mono<Void> position(
            Connection transaction,
            SortedMap<String, List<Ledger.Entry>> byMerchant,
            Map<String, Long> reached) {
        var rows = new ArrayList<Positioned>();
        byMerchant.forEach(
                (merchant, entries) -> {
                    var position = Objects.requireNonNull(reached.get(merchant)) - entries.size();
                    for (var entry : entries) {
                        rows.add(new Positioned(entry, ++position));
                    }
                });
        return Query.on(transaction, POSITIONS)
                .with(Columns.text(rows, row -> row.entry().merchantId()))
                .with(Columns.numbers(rows, Positioned::position))
                .with(Columns.text(rows, row -> row.entry().connectionId()))
                .with(Columns.text(rows, row -> row.entry().event().id()))
                .with(Columns.text(rows, row -> row.entry().event().digest()))
                .with(Columns.text(rows, row -> row.entry().event().timestamp().toString()))
                .with(Columns.text(rows, row -> row.entry().recordedAt().toString()))
                .run();
    }
}

package io.emdia.merchants;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of tallies: each node adds to rows of its own, the sum over them is what counts. */
@Component
final class StoredTallies implements ConnectionTallies {

    private static final String ADD =
            """
            insert into connection_tally as t (
                merchant_id, connection_id, accepted, refused, refused_in_a_row,
                last_accepted_at, last_refused_at, last_refusal, node, batch, written_at)
            select m, c, a, r, w, la::timestamptz, lr::timestamptz, l, $9, $10, $11
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[],
                        $6::text[], $7::text[], $8::text[]) as x(m, c, a, r, w, la, lr, l)
            order by m, c
            on conflict (merchant_id, connection_id, node) do update set
                accepted = t.accepted + excluded.accepted,
                refused = t.refused + excluded.refused,
                refused_in_a_row = excluded.refused_in_a_row,
                last_accepted_at = greatest(t.last_accepted_at, excluded.last_accepted_at),
                last_refused_at = greatest(t.last_refused_at, excluded.last_refused_at),
                last_refusal = coalesce(excluded.last_refusal, t.last_refusal),
                batch = excluded.batch, written_at = excluded.written_at
            where t.batch < excluded.batch
            """;

    /** One statement, so that a row is added by whoever takes it away. */
    private static final String FOLD =
            """
            with silent as (
                delete from connection_tally where node <> '' and written_at < $1 returning *),
            sums as (
                select merchant_id, connection_id, sum(accepted)::bigint as accepted,
                       sum(refused)::bigint as refused, max(last_accepted_at) as accepted_at,
                       max(last_refused_at) as refused_at, max(written_at) as written_at,
                       (array_agg(last_refusal order by last_refused_at desc nulls last))[1]
                           as refusal,
                       (array_agg(refused_in_a_row order by last_refused_at desc nulls last))[1]
                           as in_a_row
                from silent group by merchant_id, connection_id)
            insert into connection_tally as t (
                merchant_id, connection_id, node, batch, accepted, refused, refused_in_a_row,
                last_accepted_at, last_refused_at, last_refusal, written_at)
            select merchant_id, connection_id, '', 0, accepted, refused, in_a_row, accepted_at,
                   refused_at, refusal, written_at
            from sums order by merchant_id, connection_id
            on conflict (merchant_id, connection_id, node) do update set
                accepted = t.accepted + excluded.accepted,
                refused = t.refused + excluded.refused,
                refused_in_a_row = case
                    when t.last_refused_at is null or t.last_refused_at < excluded.last_refused_at
                    then excluded.refused_in_a_row else t.refused_in_a_row end,
                last_refusal = case
                    when t.last_refused_at is null or t.last_refused_at < excluded.last_refused_at
                    then excluded.last_refusal else t.last_refusal end,
                last_accepted_at = greatest(t.last_accepted_at, excluded.last_accepted_at),
                last_refused_at = greatest(t.last_refused_at, excluded.last_refused_at),
                written_at = greatest(t.written_at, excluded.written_at)
            """;

    /** Refusals that one node counted before another node accepted are no row any more. */
    private static final String OF =
            """
            select connection_id, sum(accepted)::bigint as accepted,
                   sum(refused)::bigint as refused,
                   coalesce(sum(refused_in_a_row) filter (
                       where accepted_at is null or last_refused_at > accepted_at), 0)::bigint
                       as in_a_row,
                   max(last_accepted_at) as accepted_at, max(last_refused_at) as refused_at,
                   (array_agg(last_refusal order by last_refused_at desc nulls last))[1] as refusal
            from (select t.*, max(last_accepted_at) over (partition by connection_id)
                         as accepted_at
                  from connection_tally t
                  where merchant_id = $1 and connection_id = any($2)) as nodes
            group by connection_id
            """;

    private final Database database;
    private final InstantSource clock;

    StoredTallies(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Told(String connectionId, Deliveries deliveries) {}

    @Override
    public Mono<Void> add(String node, long batch, List<Count> counts) {
        return database.write(
                        Scope.of(merchants(counts)),
                        session ->
                                bound(Query.on(session, ADD), counts)
                                        .with(node)
                                        .with(batch)
                                        .with(clock.instant())
                                        .run())
                .checkpoint("tallies of connections");
    }

    private static Set<String> merchants(List<Count> counts) {
        return counts.stream().map(Count::merchantId).collect(Collectors.toSet());
    }

    @Override
    public Mono<Void> fold(Instant silentSince) {
        return database.write(
                        Scope.DIRECTORY, session -> Query.on(session, FOLD).with(silentSince).run())
                .checkpoint("tallies folded");
    }

    /** By connection id; one where nothing ever came is missing. */
    Mono<Map<String, Deliveries>> of(String merchantId, List<String> connectionIds) {
        return database.read(
                        Scope.of(merchantId),
                        session ->
                                Query.on(session, OF)
                                        .with(merchantId)
                                        .with(connectionIds.toArray(String[]::new))
                                        .rows(StoredTallies::told))
                .map(StoredTallies::byConnection);
    }

    private static Query bound(Query query, List<Count> counts) {
        return query.with(text(counts, Count::merchantId))
                .with(text(counts, Count::connectionId))
                .with(numbers(counts, Count::accepted))
                .with(numbers(counts, Count::refused))
                .with(numbers(counts, Count::refusedInARow))
                .with(text(counts, count -> written(count.lastAcceptedAt())))
                .with(text(counts, count -> written(count.lastRefusedAt())))
                .with(text(counts, Count::lastRefusal));
    }

    private static @Nullable String[] text(
            List<Count> counts, Function<Count, @Nullable String> column) {
        return counts.stream().map(column).toArray(String[]::new);
    }

    private static Long[] numbers(List<Count> counts, Function<Count, Long> column) {
        return counts.stream().map(column).toArray(Long[]::new);
    }

    private static @Nullable String written(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Map<String, Deliveries> byConnection(List<Told> told) {
        var byConnection = new HashMap<String, Deliveries>();
        told.forEach(one -> byConnection.put(one.connectionId(), one.deliveries()));
        return byConnection;
    }

    private static Told told(Readable row) {
        return new Told(
                Row.text(row, "connection_id"),
                new Deliveries(
                        Row.number(row, "accepted"),
                        Row.number(row, "refused"),
                        Row.number(row, "in_a_row"),
                        Row.maybeInstant(row, "accepted_at"),
                        Row.maybeInstant(row, "refused_at"),
                        Row.maybeText(row, "refusal")));
    }
}

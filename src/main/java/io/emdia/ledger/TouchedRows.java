package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Recollections.Touched;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Finds what something was told of since an instant. */
final class TouchedRows {

    /**
     * Of every body of an event: where one takes another's place, that one's facts are lost. New is
     * of which all that was ever told was told since, by events of one body.
     */
    private static final String SINCE =
            """
            with several as materialized (
                select distinct connection_id, event_id from event_variant where merchant_id = $1),
            told as (
                select connection_id, event_id, several.event_id is null as is_new
                from event left join several using (connection_id, event_id)
                where merchant_id = $1 and recorded_at > $2
                union all
                select connection_id, event_id, false from event_variant
                where merchant_id = $1 and recorded_at > $2),
            touched as (
                select kind, connection_id, subject_id, count(*) filter (where is_new) as since
                from event_subject join told using (connection_id, event_id)
                where merchant_id = $1 and kind in ('charge', 'subscription')
                  and (kind, connection_id, subject_id) > ($3, $4, $5)
                group by kind, connection_id, subject_id
                order by kind, connection_id, subject_id
                limit $6)
            select kind, connection_id, subject_id,
                   since = (
                       select count(*) from event_subject s
                       where s.merchant_id = $1 and s.connection_id = t.connection_id
                         and s.kind = t.kind and s.subject_id = t.subject_id) as is_new
            from touched t
            order by kind, connection_id, subject_id\
            """;

    /**
     * A charge of which nothing had been recorded by then, and whose first day is a later one, was
     * nothing then and is nothing as of that day; attempts are no turns.
     */
    private static final String BACK =
            """
            with told as (
                select connection_id, event_id from event
                where merchant_id = $1 and recorded_at > $2
                union
                select connection_id, event_id from event_variant
                where merchant_id = $1 and recorded_at > $2),
            touched as (
                select distinct kind, connection_id, subject_id
                from event_subject join told using (connection_id, event_id)
                where merchant_id = $1 and kind in ('charge', 'subscription'))
            select kind, connection_id, subject_id from touched t
            where kind = 'subscription'
               or exists (
                   select from charge c
                   where (c.merchant_id, c.connection_id, c.charge_id)
                       = ($1, t.connection_id, t.subject_id)
                     and (c.turns[1] <= $3 or jsonb_array_length(c.state -> 'attempts') > 0))
               or exists (
                   select from event_subject s join event e using (connection_id, event_id)
                   where s.merchant_id = $1 and s.connection_id = t.connection_id
                     and s.kind = t.kind and s.subject_id = t.subject_id
                     and e.merchant_id = $1 and e.recorded_at <= $2)
               or exists (
                   select from event_subject s join event_variant v using (connection_id, event_id)
                   where s.merchant_id = $1 and s.connection_id = t.connection_id
                     and s.kind = t.kind and s.subject_id = t.subject_id
                     and v.merchant_id = $1 and v.recorded_at <= $2)
            limit $4\
            """;

    private TouchedRows() {}

    static Mono<List<Touched>> since(
            Connection unit, String merchantId, Instant since, @Nullable Touched after, int limit) {
        return Query.on(unit, SINCE)
                .with(merchantId)
                .with(since.atOffset(ZoneOffset.UTC))
                .with(after == null ? "" : after.kind())
                .with(after == null ? "" : after.connectionId())
                .with(after == null ? "" : after.id())
                .with((long) limit)
                .rows(row -> touched(row, merchantId, Row.truth(row, "is_new")));
    }

    static Mono<List<Touched>> back(
            Connection unit, String merchantId, Instant since, LocalDate day, int limit) {
        return Query.on(unit, BACK)
                .with(merchantId)
                .with(since.atOffset(ZoneOffset.UTC))
                .with(day)
                .with((long) limit)
                .rows(row -> touched(row, merchantId, false));
    }

    private static Touched touched(Readable row, String merchantId, boolean isNew) {
        return new Touched(
                merchantId,
                Row.text(row, "kind"),
                Row.text(row, "connection_id"),
                Row.text(row, "subject_id"),
                isNew);
    }
}

package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;

/** Reads applied events by position; both bodies under one id are there. */
@Component
final class PostgresEvents implements Events {

    private static final String AFTER =
            """
            select p.position, p.connection_id, p.event_id,
                   coalesce(e.gateway, v.gateway) as gateway, coalesce(e.type, v.type) as type,
                   coalesce(e.happened_at, v.happened_at) as happened_at,
                   coalesce(e.recorded_at, v.recorded_at) as recorded_at,
                   coalesce(e.facts, v.facts)::text as facts
            from event_position p
            left join event e
                 on (e.merchant_id, e.connection_id, e.event_id, e.digest)
                    = (p.merchant_id, p.connection_id, p.event_id, p.digest)
            left join event_variant v
                 on (v.merchant_id, v.connection_id, v.event_id, v.digest)
                    = (p.merchant_id, p.connection_id, p.event_id, p.digest)
            where p.merchant_id = $1 and p.position > $2
            order by p.position limit $3\
            """;

    private final Database database;

    PostgresEvents(Database database) {
        this.database = database;
    }

    @Override
    public Mono<List<AppliedEvent>> after(String merchantId, long position, int limit) {
        return database.read(
                Scope.of(merchantId),
                connection ->
                        Query.on(connection, AFTER)
                                .with(merchantId)
                                .with(position)
                                .with((long) limit)
                                .rows(PostgresEvents::event));
    }

    private static AppliedEvent event(Readable row) {
        return new AppliedEvent(
                Row.number(row, "position"),
                Row.text(row, "connection_id"),
                Row.text(row, "gateway"),
                Row.text(row, "event_id"),
                Row.text(row, "type"),
                Row.instant(row, "happened_at"),
                Row.instant(row, "recorded_at"),
                FactCodec.read(Row.text(row, "facts")));
    }
}

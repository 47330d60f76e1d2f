package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What was told of something, from the oldest to the newest by truth. */
final class Timeline {

    private static final String FACTS =
            """
            select e.event_id, e.type, e.gateway, e.happened_at, e.recorded_at,
                   e.facts::text as facts
            from event_subject s
            join event e using (merchant_id, connection_id, event_id)
            where s.merchant_id = $1 and s.connection_id = $2 and s.kind = $3
              and s.subject_id = any($4)
            order by e.happened_at, e.event_id limit $5\
            """;

    /** A timeline longer than this shows its beginning. */
    private static final long EVENTS_MAX = 1_000;

    private Timeline() {}

    /** An event that told something of it. */
    record Step(
            String eventId,
            String type,
            String gateway,
            Instant timestamp,
            Instant recordedAt,
            List<Object> facts) {}

    /**
     * @param names of one and the same thing, of one connection; never none
     */
    static Mono<List<Step>> of(Connection connection, Collection<Subject> names) {
        var one = names.iterator().next();
        return Query.on(connection, FACTS)
                .with(one.merchantId())
                .with(one.connectionId())
                .with(one.kind())
                .with(Columns.text(names, Subject::id))
                .with(EVENTS_MAX)
                .rows(Timeline::step)
                .map(steps -> steps.stream().distinct().toList());
    }

    private static Step step(Readable row) {
        return new Step(
                Row.text(row, "event_id"),
                Row.text(row, "type"),
                Row.text(row, "gateway"),
                Row.instant(row, "happened_at"),
                Row.instant(row, "recorded_at"),
                FactCodec.read(Row.text(row, "facts")).stream().map(FactCodec::view).toList());
    }
}

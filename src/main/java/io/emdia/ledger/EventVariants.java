package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Event;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;

/**
 * The rare second body under an event id: the greater of (timestamp, digest) counts, the other is
 * kept aside. Settled one at a time, under the lock of the event's row.
 */
final class EventVariants {

    private static final String LOCK =
            """
            select *, facts::text as facts_text from event
            where (merchant_id, connection_id, event_id) = ($1, $2, $3) for update\
            """;

    private static final String KNOWN =
            """
            select digest from event_variant
            where (merchant_id, connection_id, event_id, digest) = ($1, $2, $3, $4)\
            """;

    private static final String KEEP =
            """
            insert into event_variant
            select $1, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7, $8, $9::jsonb\
            """;

    /** As it stands, sealed members and all. */
    private static final String KEEP_STORED =
            """
            insert into event_variant
            select merchant_id, connection_id, event_id, digest, happened_at, recorded_at, gateway,
                   type, facts
            from event where (merchant_id, connection_id, event_id) = ($1, $2, $3)\
            """;

    private static final String REPLACE =
            """
            update event set digest = $4, happened_at = $5::timestamptz,
                recorded_at = $6::timestamptz, gateway = $7, type = $8, facts = $9::jsonb
            where (merchant_id, connection_id, event_id) = ($1, $2, $3)\
            """;

    private final Connection transaction;
    private final PersonKeys keys;

    EventVariants(Connection transaction, PersonKeys keys) {
        this.transaction = transaction;
        this.keys = keys;
    }

    /**
     * @param isNew false when another transaction told the same body meanwhile
     * @param subjects of both bodies: each may have gained or lost facts
     */
    record Settled(Ledger.Entry entry, boolean isNew, List<Subject> subjects) {}

    Mono<Settled> settle(Ledger.Entry entry) {
        var key = EventKey.of(entry);
        return keyed(Query.on(transaction, LOCK), key)
                .row(row -> stored(key, row))
                .flatMap(
                        stored ->
                                isKnown(entry, stored)
                                        .flatMap(known -> settle(entry, stored, known)));
    }

    private Mono<Boolean> isKnown(Ledger.Entry entry, Ledger.Entry stored) {
        if (stored.event().digest().equals(entry.event().digest())) {
            return Mono.just(true);
        }
        return keyed(Query.on(transaction, KNOWN), EventKey.of(entry))
                .with(entry.event().digest())
                .row(row -> true)
                .defaultIfEmpty(false);
    }

    private Mono<Settled> settle(Ledger.Entry entry, Ledger.Entry stored, boolean known) {
        if (known) {
            return Mono.just(new Settled(entry, false, List.of()));
        }
        var counts = Event.BY_PRECEDENCE.compare(entry.event(), stored.event()) > 0;
        var subjects = new ArrayList<>(EventRows.subjects(EventKey.of(entry), entry.event()));
        subjects.addAll(EventRows.subjects(EventKey.of(stored), stored.event()));
        var settled = new Settled(entry, true, subjects);
        return counts
                ? keepStored(entry).then(write(REPLACE, entry)).thenReturn(settled)
                : write(KEEP, entry).thenReturn(settled);
    }

    private Mono<Void> keepStored(Ledger.Entry entry) {
        return keyed(Query.on(transaction, KEEP_STORED), EventKey.of(entry)).run();
    }

    private Mono<Void> write(String sql, Ledger.Entry entry) {
        return keyed(Query.on(transaction, sql), EventKey.of(entry))
                .with(entry.event().digest())
                .with(entry.event().timestamp().toString())
                .with(entry.recordedAt().toString())
                .with(entry.gateway())
                .with(entry.event().type())
                .with(SealedFacts.write(EventKey.of(entry), entry.event().facts(), keys))
                .run();
    }

    private static Query keyed(Query query, EventKey key) {
        return query.with(key.merchantId()).with(key.connectionId()).with(key.eventId());
    }

    private static Ledger.Entry stored(EventKey key, Readable row) {
        var event =
                new Event(
                        key.eventId(),
                        Row.text(row, "type"),
                        Row.instant(row, "happened_at"),
                        Row.text(row, "digest"),
                        FactCodec.read(Row.text(row, "facts_text")));
        return new Ledger.Entry(
                key.merchantId(),
                key.connectionId(),
                Row.text(row, "gateway"),
                event,
                Row.instant(row, "recorded_at"));
    }
}

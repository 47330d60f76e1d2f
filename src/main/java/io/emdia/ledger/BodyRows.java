package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads all that was ever told of subjects, the bodies too that do not count. */
final class BodyRows {

    /**
     * Fenced by {@code offset 0}: from the keys by index to the events, whatever statistics say.
     */
    private static final String LOAD =
            """
            select m as merchant_id, c as connection_id, t as kind, i as subject_id,
                   e.event_id, e.digest, e.happened_at, e.recorded_at, e.gateway, e.type, e.facts
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(m, c, t, i)
            cross join lateral (
                select event_id as id from event_subject
                where merchant_id = m and connection_id = c and kind = t and subject_id = i
                offset 0) s
            cross join lateral (
                select event_id, digest, happened_at, recorded_at, gateway, type,
                       facts::text as facts
                from event
                where merchant_id = m and connection_id = c and event_id = s.id
                  and recorded_at <= $5
                union all
                select event_id, digest, happened_at, recorded_at, gateway, type, facts::text
                from event_variant
                where merchant_id = m and connection_id = c and event_id = s.id
                  and recorded_at <= $5
                offset 0) e\
            """;

    private BodyRows() {}

    private record About(Subject subject, Body body) {}

    /**
     * Only subjects of which anything was told are in the map.
     *
     * @param until what was recorded later is left out
     */
    static Mono<Map<Subject, List<Body>>> load(
            Connection unit, Collection<Subject> subjects, Instant until) {
        if (subjects.isEmpty()) {
            return Mono.just(Map.of());
        }
        return Query.on(unit, LOAD)
                .with(Columns.text(subjects, Subject::merchantId))
                .with(Columns.text(subjects, Subject::connectionId))
                .with(Columns.text(subjects, Subject::kind))
                .with(Columns.text(subjects, Subject::id))
                .with(until.atOffset(ZoneOffset.UTC))
                .rows(BodyRows::about)
                .map(BodyRows::bySubject);
    }

    private static About about(Readable row) {
        var subject =
                new Subject(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "kind"),
                        Row.text(row, "subject_id"));
        return new About(subject, body(row));
    }

    static Body body(Readable row) {
        return new Body(
                EventRows.key(row),
                Row.text(row, "digest"),
                Row.instant(row, "happened_at"),
                Row.instant(row, "recorded_at"),
                Row.text(row, "gateway"),
                Row.text(row, "type"),
                Row.text(row, "facts"));
    }

    private static Map<Subject, List<Body>> bySubject(List<About> rows) {
        var bodies = new HashMap<Subject, List<Body>>();
        rows.forEach(
                row ->
                        bodies.computeIfAbsent(row.subject(), _ -> new ArrayList<>())
                                .add(row.body()));
        return bodies;
    }
}

package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Fact;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Loads the set of facts of subjects: of every event id the body that counts. */
final class FactRows {

    /**
     * Fenced by {@code offset 0}: from the keys by index to the events, whatever statistics say.
     */
    private static final String LOAD =
            """
            select m as merchant_id, c as connection_id, t as kind, i as subject_id,
                   e.event_id, e.happened_at, e.facts
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(m, c, t, i)
            cross join lateral (
                select event_id as id from event_subject
                where merchant_id = m and connection_id = c and kind = t and subject_id = i
                offset 0) s
            cross join lateral (
                select event_id, happened_at, facts::text as facts from event
                where merchant_id = m and connection_id = c and event_id = s.id
                offset 0) e\
            """;

    private FactRows() {}

    private record Loaded(Subject subject, String eventId, Instant happenedAt, String facts) {

        Stream<Told> told(PersonKeys keys) {
            var all = SealedFacts.read(event(), facts, keys);
            return IntStream.range(0, all.size())
                    .filter(index -> isAbout(all.get(index)))
                    .mapToObj(index -> new Told(eventId, happenedAt, index, all.get(index)));
        }

        /** A link counts for both of its ends. */
        private boolean isAbout(Fact fact) {
            return Subject.of(event(), fact).anyMatch(subject::equals);
        }

        private EventKey event() {
            return new EventKey(subject.merchantId(), subject.connectionId(), eventId);
        }
    }

    /** Only subjects of which anything was told are in the map; nothing sealed is opened. */
    static Mono<Map<Subject, List<Told>>> load(
            Connection transaction, Collection<Subject> subjects) {
        return load(transaction, subjects, PersonKeys.NONE);
    }

    /** The same with what the keys open. */
    static Mono<Map<Subject, List<Told>>> load(
            Connection transaction, Collection<Subject> subjects, PersonKeys keys) {
        if (subjects.isEmpty()) {
            return Mono.just(Map.of());
        }
        return Query.on(transaction, LOAD)
                .with(Columns.text(subjects, Subject::merchantId))
                .with(Columns.text(subjects, Subject::connectionId))
                .with(Columns.text(subjects, Subject::kind))
                .with(Columns.text(subjects, Subject::id))
                .rows(FactRows::loaded)
                .map(rows -> bySubject(rows, keys));
    }

    private static Loaded loaded(Readable row) {
        return new Loaded(
                new Subject(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "kind"),
                        Row.text(row, "subject_id")),
                Row.text(row, "event_id"),
                Row.instant(row, "happened_at"),
                Row.text(row, "facts"));
    }

    private static Map<Subject, List<Told>> bySubject(List<Loaded> rows, PersonKeys keys) {
        var facts = new HashMap<Subject, List<Told>>();
        for (var row : rows) {
            var told = facts.computeIfAbsent(row.subject(), _ -> new ArrayList<>());
            row.told(keys).forEach(told::add);
        }
        return facts;
    }
}

package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Event;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The events of one transaction: which are new, and which body counts where two were told under one
 * id. The first insert of an id makes every other transaction with that id wait, so two bodies
 * never miss each other.
 */
final class EventRows {

    private static final String INSERT =
            """
            insert into event (merchant_id, connection_id, event_id, digest, happened_at,
                               recorded_at, gateway, type, facts)
            select m, c, e, d, h::timestamptz, r::timestamptz, g, t, f::jsonb
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[], $9::text[])
                 as x(m, c, e, d, h, r, g, t, f)
            on conflict do nothing
            returning merchant_id, connection_id, event_id\
            """;

    private static final String DIGESTS =
            """
            select merchant_id, connection_id, event_id, digest from event
            join unnest($1::text[], $2::text[], $3::text[]) as x(m, c, e)
                 on (merchant_id, connection_id, event_id) = (m, c, e)
            union all
            select merchant_id, connection_id, event_id, digest from event_variant
            join unnest($1::text[], $2::text[], $3::text[]) as x(m, c, e)
                 on (merchant_id, connection_id, event_id) = (m, c, e)\
            """;

    private final Connection transaction;
    private final PersonKeys keys;
    private final EventVariants variants;

    /**
     * @param keys of the customers that anything is told of
     */
    EventRows(Connection transaction, PersonKeys keys) {
        this.transaction = transaction;
        this.keys = keys;
        this.variants = new EventVariants(transaction, keys);
    }

    /**
     * @param entries the bodies that were not known before, in the order of the batch
     * @param subjects everything whose set of facts may have changed
     * @param told what the entries tell of each subject; empty when a body took another's place
     */
    record News(
            List<Ledger.Entry> entries,
            SortedSet<Subject> subjects,
            Map<Subject, List<Told>> told) {}

    Mono<News> add(List<Ledger.Entry> batch) {
        var bodies = bodies(batch);
        var firsts = firsts(bodies);
        return insert(firsts.values())
                .flatMap(
                        inserted ->
                                others(bodies, inserted)
                                        .flatMap(others -> settle(bodies, inserted, others)));
    }

    /** One entry a body: the first of each (event id, digest). */
    private static List<Ledger.Entry> bodies(List<Ledger.Entry> batch) {
        var seen = new HashSet<List<Object>>();
        return batch.stream()
                .filter(entry -> seen.add(List.of(EventKey.of(entry), entry.event().digest())))
                .toList();
    }

    private static SortedMap<EventKey, Ledger.Entry> firsts(List<Ledger.Entry> bodies) {
        var firsts = new TreeMap<EventKey, Ledger.Entry>();
        bodies.forEach(entry -> firsts.putIfAbsent(EventKey.of(entry), entry));
        return firsts;
    }

    private Mono<Set<Ledger.Entry>> insert(Collection<Ledger.Entry> entries) {
        var byKey = entries.stream().collect(Collectors.toMap(EventKey::of, entry -> entry));
        return bind(Query.on(transaction, INSERT), entries)
                .rows(EventRows::key)
                .map(keys -> same(keys.stream().map(byKey::get)));
    }

    private Query bind(Query query, Collection<Ledger.Entry> entries) {
        return query.with(Columns.text(entries, Ledger.Entry::merchantId))
                .with(Columns.text(entries, Ledger.Entry::connectionId))
                .with(Columns.text(entries, entry -> entry.event().id()))
                .with(Columns.text(entries, entry -> entry.event().digest()))
                .with(Columns.text(entries, entry -> entry.event().timestamp().toString()))
                .with(Columns.text(entries, entry -> entry.recordedAt().toString()))
                .with(Columns.text(entries, Ledger.Entry::gateway))
                .with(Columns.text(entries, entry -> entry.event().type()))
                .with(Columns.text(entries, this::facts));
    }

    private String facts(Ledger.Entry entry) {
        return SealedFacts.write(EventKey.of(entry), entry.event().facts(), keys);
    }

    /** Bodies told under an id that is taken, and not known under it. */
    private Mono<List<Ledger.Entry>> others(List<Ledger.Entry> bodies, Set<Ledger.Entry> inserted) {
        var rest = bodies.stream().filter(entry -> !inserted.contains(entry)).toList();
        if (rest.isEmpty()) {
            return Mono.just(List.of());
        }
        var keys = rest.stream().map(EventKey::of).distinct().toList();
        return Query.on(transaction, DIGESTS)
                .with(Columns.text(keys, EventKey::merchantId))
                .with(Columns.text(keys, EventKey::connectionId))
                .with(Columns.text(keys, EventKey::eventId))
                .rows(row -> List.<Object>of(key(row), Row.text(row, "digest")))
                .map(Set::copyOf)
                .map(known -> rest.stream().filter(entry -> !isKnown(known, entry)).toList());
    }

    private static boolean isKnown(Set<List<Object>> known, Ledger.Entry entry) {
        return known.contains(List.of(EventKey.of(entry), entry.event().digest()));
    }

    private Mono<News> settle(
            List<Ledger.Entry> bodies, Set<Ledger.Entry> inserted, List<Ledger.Entry> others) {
        return Flux.fromIterable(others)
                .concatMap(variants::settle)
                .collectList()
                .map(settled -> news(bodies, inserted, settled))
                .flatMap(news -> remember(news).thenReturn(news));
    }

    /** What is new keeps the order of the batch. */
    private static News news(
            List<Ledger.Entry> bodies,
            Set<Ledger.Entry> inserted,
            List<EventVariants.Settled> settled) {
        var subjects = new TreeSet<Subject>();
        inserted.forEach(entry -> subjects.addAll(subjects(EventKey.of(entry), entry.event())));
        settled.forEach(other -> subjects.addAll(other.subjects()));
        var known =
                same(
                        settled.stream()
                                .filter(other -> !other.isNew())
                                .map(EventVariants.Settled::entry));
        var also = same(settled.stream().map(EventVariants.Settled::entry));
        var entries =
                bodies.stream()
                        .filter(entry -> inserted.contains(entry) || also.contains(entry))
                        .filter(entry -> !known.contains(entry))
                        .toList();
        return new News(entries, subjects, settled.isEmpty() ? told(entries) : Map.of());
    }

    private static Map<Subject, List<Told>> told(List<Ledger.Entry> entries) {
        var told = new HashMap<Subject, List<Told>>();
        for (var entry : entries) {
            var event = entry.event();
            for (int index = 0; index < event.facts().size(); index++) {
                var fact = event.facts().get(index);
                var one = new Told(event.id(), event.timestamp(), index, fact);
                Subject.of(EventKey.of(entry), fact)
                        .distinct()
                        .forEach(
                                about ->
                                        told.computeIfAbsent(about, _ -> new ArrayList<>())
                                                .add(one));
            }
        }
        return told;
    }

    private static Set<Ledger.Entry> same(Stream<Ledger.Entry> entries) {
        Set<Ledger.Entry> set = Collections.newSetFromMap(new IdentityHashMap<>());
        entries.forEach(set::add);
        return set;
    }

    static List<Subject> subjects(EventKey key, Event event) {
        return event.facts().stream().flatMap(fact -> Subject.of(key, fact)).toList();
    }

    private Mono<Void> remember(News news) {
        return SubjectRows.remember(transaction, news.entries());
    }

    static EventKey key(Readable row) {
        return new EventKey(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "event_id"));
    }
}

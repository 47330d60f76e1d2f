package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads rows and facts side by side, and mends by the ledger's own way of applying. */
@Component
final class StoredRefolds implements Refolds {

    private static final List<String> KINDS = List.of(ChargeProof.KIND, SubscriptionProof.KIND);

    /** Of what has a row, and of what something was told: either may be missing where it should. */
    private static final String SUBJECTS =
            """
            select connection_id, id
            from ((select connection_id, %1$s_id as id from %1$s
                   where merchant_id = $1 and (connection_id, %1$s_id) > ($2, $3)
                   order by connection_id, %1$s_id limit $4)
                  union
                  (select distinct connection_id, subject_id from event_subject
                   where merchant_id = $1 and kind = '%1$s'
                     and (connection_id, kind, subject_id) > ($2, '%1$s', $3)
                   order by connection_id, subject_id limit $4)) as subjects
            order by connection_id, id limit $4\
            """;

    private static final Map<String, String> SUBJECTS_OF =
            KINDS.stream().collect(Collectors.toMap(kind -> kind, SUBJECTS::formatted));

    /** What has no rules is written whether it changed or not. */
    private static final String FORGET_RULES =
            """
            update %1$s set rules = null
            from (select merchant_id m, connection_id c, %1$s_id i from %1$s
                  join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                       on (merchant_id, connection_id, %1$s_id) = (m, c, i)
                  order by merchant_id, connection_id, %1$s_id for update of %1$s) as k
            where (merchant_id, connection_id, %1$s_id) = (m, c, i)\
            """;

    private final Database database;
    private final RuleRows rules;
    private final List<Projection> projections;
    private final Persons persons;

    StoredRefolds(
            Database database, Calendars calendars, List<Projection> projections, Persons persons) {
        this.database = database;
        this.rules = new RuleRows(calendars);
        this.projections = List.copyOf(projections);
        this.persons = persons;
    }

    @Override
    public Mono<Page> page(String merchantId, @Nullable Place after, int limit) {
        var from = after == null ? new Place(KINDS.getFirst(), "", "") : after;
        return database.snapshot(
                        Scope.of(merchantId), snapshot -> page(snapshot, merchantId, from, limit))
                .checkpoint("refold page");
    }

    private Mono<Page> page(Connection snapshot, String merchantId, Place after, int limit) {
        return rules.look(snapshot, merchantId)
                .switchIfEmpty(
                        Mono.error(
                                () ->
                                        new IllegalArgumentException(
                                                "no merchant \"%s\" is known"
                                                        .formatted(merchantId))))
                .zipWhen(_ -> subjects(snapshot, merchantId, after, limit))
                .flatMap(
                        both ->
                                page(
                                        snapshot,
                                        both.getT1(),
                                        both.getT2(),
                                        last(after, both.getT2(), limit)));
    }

    private static Mono<Page> page(
            Connection snapshot,
            RuleRows.Present present,
            List<Subject> subjects,
            @Nullable Place last) {
        if (subjects.isEmpty()) {
            return Mono.just(new Page(0, 0, List.of(), Projection.Changes.NONE, last));
        }
        if (subjects.getFirst().kind().equals(SubscriptionProof.KIND)) {
            return new SubscriptionProof(snapshot, present)
                    .of(subjects.stream().map(Subject::subscription).toList())
                    .map(
                            mistakes ->
                                    new Page(
                                            0,
                                            subjects.size(),
                                            mistakes,
                                            Projection.Changes.NONE,
                                            last));
        }
        return new ChargeProof(snapshot, present)
                .of(
                        subjects.getFirst().merchantId(),
                        subjects.stream().map(Subject::charge).toList())
                .map(
                        found ->
                                new Page(
                                        subjects.size(),
                                        0,
                                        found.mistakes(),
                                        new Projection.Changes(found.changes()),
                                        last));
    }

    private static @Nullable Place last(Place after, List<Subject> subjects, int limit) {
        if (subjects.size() == limit) {
            var last = subjects.getLast();
            return new Place(last.kind(), last.connectionId(), last.id());
        }
        var next = KINDS.indexOf(after.kind()) + 1;
        return next < KINDS.size() ? new Place(KINDS.get(next), "", "") : null;
    }

    private static Mono<List<Subject>> subjects(
            Connection snapshot, String merchantId, Place after, int limit) {
        var sql = SUBJECTS_OF.get(after.kind());
        if (sql == null) {
            return Mono.error(
                    new IllegalArgumentException(
                            "kind must be one of %s, was %s".formatted(KINDS, after.kind())));
        }
        return Query.on(snapshot, sql)
                .with(merchantId)
                .with(after.connectionId())
                .with(after.id())
                .with((long) limit)
                .rows(
                        row ->
                                new Subject(
                                        merchantId,
                                        Row.text(row, "connection_id"),
                                        after.kind(),
                                        Row.text(row, "id")));
    }

    @Override
    public Mono<Void> mend(String merchantId, List<Place> places) {
        var subjects = new TreeSet<Subject>();
        for (var place : places) {
            subjects.add(new Subject(merchantId, place.connectionId(), place.kind(), place.id()));
        }
        return database.write(
                        Scope.of(merchantId),
                        transaction -> mend(transaction, merchantId, subjects))
                .checkpoint("refold mend");
    }

    private Mono<Void> mend(
            Connection transaction, String merchantId, SortedSet<Subject> subjects) {
        return rules.load(transaction, List.of(merchantId))
                .flatMap(loaded -> refold(transaction, loaded, subjects))
                .then(Mono.defer(() -> ProgressRows.bump(transaction, List.of(merchantId))));
    }

    private Mono<Void> refold(
            Connection transaction, Map<String, Rules> loaded, SortedSet<Subject> subjects) {
        var application = new Application(transaction, loaded, projections, persons);
        return forgetRules(transaction, subjects)
                .then(Mono.defer(() -> application.refold(subjects, Map.of())));
    }

    private static Mono<Void> forgetRules(Connection transaction, SortedSet<Subject> subjects) {
        return Flux.fromIterable(KINDS)
                .concatMap(
                        kind ->
                                forgetRules(
                                        transaction,
                                        kind,
                                        subjects.stream()
                                                .filter(one -> one.kind().equals(kind))
                                                .toList()))
                .then();
    }

    private static Mono<Void> forgetRules(
            Connection transaction, String kind, List<Subject> subjects) {
        if (subjects.isEmpty()) {
            return Mono.empty();
        }
        return Query.on(transaction, FORGET_RULES.formatted(kind))
                .with(Columns.text(subjects, Subject::merchantId))
                .with(Columns.text(subjects, Subject::connectionId))
                .with(Columns.text(subjects, Subject::id))
                .run();
    }
}

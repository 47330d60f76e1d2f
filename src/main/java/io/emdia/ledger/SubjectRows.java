package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Remembers which event tells something of what, and which charge ids are linked. */
final class SubjectRows {

    private static final String REMEMBER =
            """
            insert into event_subject (merchant_id, connection_id, kind, subject_id, event_id)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
            on conflict do nothing\
            """;

    private static final String LINK =
            """
            insert into charge_link (merchant_id, connection_id, charge_id, other_id)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict do nothing\
            """;

    private static final String NAMES =
            """
            with recursive names(m, c, i) as (
                select m collate "C", c collate "C", i collate "C"
                from unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                union
                select l.merchant_id, l.connection_id, l.other_id
                from names
                join charge_link l on (l.merchant_id, l.connection_id, l.charge_id) = (m, c, i))
            select m as merchant_id, c as connection_id, i as charge_id from names\
            """;

    private SubjectRows() {}

    private record Mention(Subject subject, String eventId) {}

    private record Link(ChargeKey charge, String other) {}

    static Mono<Void> remember(Connection transaction, List<Ledger.Entry> entries) {
        return mention(
                        transaction,
                        entries.stream().flatMap(SubjectRows::mentions).distinct().toList())
                .then(Mono.defer(() -> link(transaction, links(entries))));
    }

    private static Stream<Mention> mentions(Ledger.Entry entry) {
        return EventRows.subjects(EventKey.of(entry), entry.event()).stream()
                .map(subject -> new Mention(subject, entry.event().id()));
    }

    private static Mono<Void> mention(Connection transaction, List<Mention> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return Query.on(transaction, REMEMBER)
                .with(Columns.text(rows, row -> row.subject().merchantId()))
                .with(Columns.text(rows, row -> row.subject().connectionId()))
                .with(Columns.text(rows, row -> row.subject().kind()))
                .with(Columns.text(rows, row -> row.subject().id()))
                .with(Columns.text(rows, Mention::eventId))
                .run();
    }

    /** Both directions, in key order. */
    private static Set<Link> links(List<Ledger.Entry> entries) {
        return entries.stream()
                .flatMap(SubjectRows::links)
                .collect(
                        Collectors.toCollection(
                                () ->
                                        new TreeSet<>(
                                                Comparator.comparing(Link::charge)
                                                        .thenComparing(Link::other))));
    }

    private static Stream<Link> links(Ledger.Entry entry) {
        return entry.event().facts().stream()
                .filter(ChargeLinked.class::isInstance)
                .map(ChargeLinked.class::cast)
                .flatMap(link -> ends(entry, link));
    }

    private static Stream<Link> ends(Ledger.Entry entry, ChargeLinked link) {
        return Stream.of(
                new Link(key(entry, link.chargeId()), link.of()),
                new Link(key(entry, link.of()), link.chargeId()));
    }

    private static ChargeKey key(Ledger.Entry entry, String chargeId) {
        return new ChargeKey(entry.merchantId(), entry.connectionId(), chargeId);
    }

    private static Mono<Void> link(Connection transaction, Set<Link> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return Query.on(transaction, LINK)
                .with(Columns.text(rows, row -> row.charge().merchantId()))
                .with(Columns.text(rows, row -> row.charge().connectionId()))
                .with(Columns.text(rows, row -> row.charge().chargeId()))
                .with(Columns.text(rows, Link::other))
                .run();
    }

    /** The charges and every id linked to them, directly or not, as far as committed. */
    static Mono<List<ChargeKey>> names(Connection transaction, Collection<ChargeKey> charges) {
        if (charges.isEmpty()) {
            return Mono.just(List.of());
        }
        return Query.on(transaction, NAMES)
                .with(Columns.text(charges, ChargeKey::merchantId))
                .with(Columns.text(charges, ChargeKey::connectionId))
                .with(Columns.text(charges, ChargeKey::chargeId))
                .rows(ChargeRows::key);
    }
}

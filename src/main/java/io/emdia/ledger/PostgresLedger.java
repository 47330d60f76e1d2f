package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ledger on PostgreSQL: one READ COMMITTED transaction a batch. Every transaction takes its
 * locks in the same order: events, charges, customers, subscriptions, cells, progress; each kind by
 * key, and the merchant's progress last of all, so that positions and versions are in commit order.
 */
@Component
final class PostgresLedger implements Ledger, Rehearsal {

    private final Database database;
    private final RuleRows rules;
    private final List<Projection> projections;
    private final Persons persons;

    PostgresLedger(
            Database database, Calendars calendars, List<Projection> projections, Persons persons) {
        this.database = database;
        this.rules = new RuleRows(calendars);
        this.projections = List.copyOf(projections);
        this.persons = persons;
    }

    @Override
    public Mono<Applied> apply(List<Entry> batch) {
        if (batch.isEmpty()) {
            return Mono.just(new Applied(Set.of(), Map.of(), 0));
        }
        return persons.ready(merchants(batch))
                .then(
                        database.write(
                                Scope.of(merchants(batch)),
                                transaction -> committed(transaction, batch)))
                .checkpoint("ledger apply");
    }

    @Override
    public Mono<Rehearsed> apply(Connection transaction, List<Entry> batch) {
        var seen = new ChangesSeen();
        var all = new ArrayList<>(projections);
        all.add(seen);
        return fold(transaction, batch, all)
                .map(_ -> seen.rehearsed())
                .checkpoint("ledger rehearsal");
    }

    private Mono<Applied> committed(Connection transaction, List<Entry> batch) {
        return fold(transaction, batch, projections)
                .flatMap(news -> advance(transaction, news).thenReturn(applied(batch, news)));
    }

    private static Mono<Void> advance(Connection transaction, List<Entry> news) {
        return news.isEmpty() ? Mono.empty() : ProgressRows.advance(transaction, news);
    }

    /** Everything but the merchants' progress; answers the events that are new. */
    private Mono<List<Entry>> fold(
            Connection transaction, List<Entry> batch, List<Projection> moved) {
        return rules.load(transaction, merchants(batch))
                .flatMap(
                        loaded ->
                                persons.place(transaction, batch)
                                        .flatMap(
                                                keys -> new EventRows(transaction, keys).add(batch))
                                        .flatMap(news -> fold(transaction, loaded, news, moved)));
    }

    private static Set<String> merchants(List<Entry> batch) {
        return batch.stream().map(Entry::merchantId).collect(Collectors.toSet());
    }

    private Mono<List<Entry>> fold(
            Connection transaction,
            Map<String, Rules> loaded,
            EventRows.News news,
            List<Projection> moved) {
        if (news.entries().isEmpty()) {
            return Mono.just(List.of());
        }
        return new Application(transaction, loaded, moved, persons)
                .refold(news.subjects(), news.told())
                .thenReturn(news.entries());
    }

    private static Applied applied(List<Entry> batch, List<Entry> news) {
        var types = new HashMap<String, Integer>();
        news.forEach(entry -> types.merge(entry.event().type(), 1, Integer::sum));
        return new Applied(merchants(news), Map.copyOf(types), batch.size() - news.size());
    }
}

package io.emdia.processing;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.processing.LookupRows.Wanted;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which charges were asked for when, for all nodes together. */
@Component
final class PollRows {

    private static final String ASK =
            """
            insert into charge_poll as known (merchant_id, connection_id, charge_id, asked_at)
            select $1, $2, id, $4 from unnest($3::text[]) as x(id)
            on conflict (merchant_id, connection_id, charge_id)
                do update set asked_at = excluded.asked_at where known.asked_at <= $5
            returning charge_id
            """;

    private static final String FORGET = "delete from charge_poll where asked_at <= $1";

    /** So many times as long as a charge is left alone it is remembered. */
    private static final int REMEMBERED = 7;

    private final Database database;
    private final LookupRows lookups;
    private final PollSettings settings;
    private final InstantSource clock;

    PollRows(Database database, LookupRows lookups, PollSettings settings, InstantSource clock) {
        this.database = database;
        this.lookups = lookups;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Puts by what tells of those charges of a connection that were not asked for lately; both or
     * nothing.
     *
     * @param byCharge by the ids of charges
     * @return how much is asked for
     */
    Mono<Integer> ask(String merchantId, String connectionId, SortedMap<String, Wanted> byCharge) {
        var ids = byCharge.keySet().toArray(String[]::new);
        return database.write(
                Scope.of(merchantId),
                transaction ->
                        due(transaction, merchantId, connectionId, ids)
                                .map(due -> once(due, byCharge))
                                .flatMap(wanted -> want(transaction, wanted)));
    }

    private Mono<List<String>> due(
            Connection transaction, String merchantId, String connectionId, String[] ids) {
        var now = clock.instant();
        return Query.on(transaction, ASK)
                .with(merchantId)
                .with(connectionId)
                .with(ids)
                .with(now)
                .with(now.minus(settings.againAfter()))
                .rows(row -> Row.text(row, "charge_id"));
    }

    /** Several charges may be told of by one resource. */
    private static Collection<Wanted> once(List<String> due, SortedMap<String, Wanted> byCharge) {
        var byResource = new TreeMap<Wanted.Key, Wanted>();
        for (var id : due) {
            var wanted = Objects.requireNonNull(byCharge.get(id));
            byResource.putIfAbsent(wanted.key(), wanted);
        }
        return byResource.values();
    }

    private Mono<Integer> want(Connection transaction, Collection<Wanted> wanted) {
        return wanted.isEmpty()
                ? Mono.just(0)
                : lookups.want(transaction, wanted).thenReturn(wanted.size());
    }

    /** Forgets what was asked for long ago. */
    Mono<Long> forget() {
        var longAgo = clock.instant().minus(settings.againAfter().multipliedBy(REMEMBERED));
        return database.write(
                Scope.DIRECTORY,
                transaction -> Query.on(transaction, FORGET).with(longAgo).changed());
    }
}

package io.emdia.processing;

import io.emdia.auditlog.Act;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.facts.Ids;
import io.emdia.gateways.Resource;
import io.emdia.processing.Quarantine.Kept;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rows of the quarantine that wait for an answer of a gateway: one for each resource, removed
 * once it is answered (or kept as settled, where somebody may have seen it open).
 */
@Component
final class LookupRows {

    /** Where on the log what we want ourselves is not. */
    private static final int NOWHERE = -1;

    private final Database database;
    private final InstantSource clock;

    LookupRows(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param required whether whoever names it says too little without it
     * @param poll asked for by nobody but ourselves
     * @param after how long it may wait
     * @param hops how many answers in a row led to it
     */
    record Wanted(
            Key key, String gateway, boolean required, boolean poll, Duration after, int hops) {

        /** Told of by a delivery. */
        Wanted(Key key, String gateway, boolean required, int hops) {
            this(key, gateway, required, false, Duration.ZERO, hops);
        }

        Wanted or(Wanted other) {
            var least = Math.min(hops, other.hops);
            return new Wanted(key, gateway, required || other.required, least);
        }

        /** Rows are touched in this order, so that none waits in a ring. */
        record Key(String merchantId, String connectionId, Resource resource)
                implements Comparable<Key> {

            private static final Comparator<Key> ORDER =
                    Comparator.comparing(Key::merchantId, Ids.BY_BYTES)
                            .thenComparing(Key::connectionId, Ids.BY_BYTES)
                            .thenComparing(key -> key.resource().kind(), Ids.BY_BYTES)
                            .thenComparing(key -> key.resource().id(), Ids.BY_BYTES);

            @Override
            public int compareTo(Key other) {
                return ORDER.compare(this, other);
            }
        }
    }

    /**
     * One row that this node alone may ask for, for a while.
     *
     * @param wanted how often it had been asked for then
     * @param until when others may
     */
    record Leased(long id, Wanted what, int tries, long wanted, Instant until) {

        Scope scope() {
            return Scope.of(what.key().merchantId());
        }

        String connectionId() {
            return what.key().connectionId();
        }

        Resource resource() {
            return what.key().resource();
        }
    }

    /**
     * @param waiting not answered yet, whether a try has failed or not
     * @param oldest when the first of them that somebody waits for was put by
     */
    record Size(long waiting, Instant oldest) {}

    /** What is waited for already becomes due now, and is asked for after any answer under way. */
    Mono<Void> want(Collection<Wanted> wanted) {
        return database.write(Scope.of(merchants(wanted)), transaction -> want(transaction, wanted))
                .then();
    }

    private static Set<String> merchants(Collection<Wanted> wanted) {
        return wanted.stream().map(one -> one.key().merchantId()).collect(Collectors.toSet());
    }

    /** The same in a transaction of the caller's. */
    Mono<Long> want(Connection transaction, Collection<Wanted> wanted) {
        return Query.on(transaction, LookupSql.WANT)
                .with(texts(wanted, one -> one.key().merchantId()))
                .with(texts(wanted, one -> one.key().connectionId()))
                .with(texts(wanted, Wanted::gateway))
                .with(texts(wanted, one -> one.key().resource().kind()))
                .with(texts(wanted, one -> one.key().resource().id()))
                .with(truths(wanted, Wanted::required))
                .with(truths(wanted, Wanted::poll))
                .with(waits(wanted))
                .with(clock.instant())
                .with(NOWHERE)
                .with(wanted.stream().map(Wanted::hops).toArray(Integer[]::new))
                .changed();
    }

    /**
     * The first that is due, so that no other node takes it for a while; empty when none is.
     *
     * @param closed connections not to be asked now
     */
    Mono<Leased> lease(Collection<String> closed, Instant until) {
        return database.write(
                Scope.DIRECTORY,
                transaction ->
                        Query.on(transaction, LookupSql.LEASE)
                                .with(clock.instant())
                                .with(closed.toArray(String[]::new))
                                .with(until.truncatedTo(ChronoUnit.MICROS))
                                .row(LookupRows::leased));
    }

    /** It was answered, or is wanted no more; what was asked for since then is due now. */
    Mono<Void> settle(Leased leased, String status) {
        return database.write(leased.scope(), transaction -> settle(transaction, leased, status));
    }

    private Mono<Void> settle(Connection transaction, Leased leased, String status) {
        var remove = bind(Query.on(transaction, LookupSql.REMOVE), leased);
        var settle = bind(Query.on(transaction, LookupSql.SETTLE), leased);
        return remove.changed()
                .then(Mono.defer(() -> settle.with(status).with(clock.instant()).run()));
    }

    /** It stays open with a reason, and is due again then. */
    Mono<Void> fail(Leased leased, String reason, boolean withoutToken, Instant nextTryAt) {
        return database.write(
                leased.scope(),
                transaction ->
                        bind(Query.on(transaction, LookupSql.FAIL), leased)
                                .with(QuarantineRows.storable(reason))
                                .with(withoutToken)
                                .with(nextTryAt)
                                .with(clock.instant())
                                .run());
    }

    /** Gives it back as it was, due again then. */
    Mono<Void> putOff(Leased leased, Instant nextTryAt) {
        return database.write(
                        leased.scope(),
                        transaction ->
                                bind(Query.on(transaction, LookupSql.PUT_OFF), leased)
                                        .with(nextTryAt)
                                        .changed())
                .then();
    }

    /** Empty when there is none that is open. */
    Mono<Kept> askAgain(String merchantId, long id) {
        return database.write(
                Scope.of(merchantId),
                transaction ->
                        Query.on(transaction, LookupSql.ASK_AGAIN)
                                .with(merchantId)
                                .with(id)
                                .with(clock.instant())
                                .row(QuarantineRows::kept)
                                .flatMap(kept -> asked(transaction, merchantId, kept)));
    }

    private static Mono<Kept> asked(Connection transaction, String merchantId, Kept kept) {
        return Settling.logged(transaction, merchantId, kept, Act.DELIVERY_REPLAYED);
    }

    /** The connections some rows wait for to have a token. */
    Mono<List<String>> connectionsWithoutToken() {
        return database.read(
                Scope.DIRECTORY,
                connection ->
                        Query.on(connection, LookupSql.WITHOUT_TOKEN)
                                .rows(row -> Row.text(row, "connection_id")));
    }

    Mono<Long> askAgain(Collection<String> connectionIds) {
        return database.write(
                Scope.DIRECTORY,
                transaction ->
                        Query.on(transaction, LookupSql.TOKEN_CAME)
                                .with(connectionIds.toArray(String[]::new))
                                .with(clock.instant())
                                .changed());
    }

    Mono<Size> size() {
        return database.read(
                Scope.DIRECTORY,
                connection ->
                        Query.on(connection, LookupSql.SIZE)
                                .with(clock.instant())
                                .row(LookupRows::size));
    }

    private static Size size(Readable row) {
        return new Size(Row.number(row, "waiting"), Row.instant(row, "oldest"));
    }

    /** As the row was leased: whoever took it over meanwhile is not disturbed. */
    private static Query bind(Query query, Leased leased) {
        return query.with(leased.what().key().merchantId())
                .with(leased.id())
                .with(leased.wanted())
                .with(leased.until());
    }

    private static Leased leased(Readable row) {
        var key =
                new Wanted.Key(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        new Resource(Row.text(row, "resource_kind"), Row.text(row, "resource_id")));
        return new Leased(
                Row.number(row, "id"),
                new Wanted(
                        key,
                        Row.text(row, "gateway"),
                        Row.truth(row, "required"),
                        Row.truth(row, "poll"),
                        Duration.ZERO,
                        Objects.requireNonNull(row.get("hops", Integer.class))),
                Objects.requireNonNull(row.get("tries", Integer.class)),
                Row.number(row, "wanted"),
                Row.instant(row, "leased_until"));
    }

    private static String[] texts(Collection<Wanted> wanted, Function<Wanted, String> column) {
        return wanted.stream().map(column).toArray(String[]::new);
    }

    private static Boolean[] truths(Collection<Wanted> wanted, Function<Wanted, Boolean> column) {
        return wanted.stream().map(column).toArray(Boolean[]::new);
    }

    private static Long[] waits(Collection<Wanted> wanted) {
        return wanted.stream().map(one -> one.after().toMillis()).toArray(Long[]::new);
    }
}

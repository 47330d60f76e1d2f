package io.emdia.keys;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Problem;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The way from one master key to the next: everything sealed by older ones is sealed again by the
 * current one, while both open. Every node does it, which changes nothing the second time.
 */
@Component
final class Rotation {

    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

    private static final String BEGIN =
            """
            insert into master_key_rotation (key_id, began_at) values ($1, $2)
            on conflict (key_id) do nothing
            """;
    private static final String FINISH =
            """
            update master_key_rotation set finished_at = $2
            where key_id = $1 and finished_at is null
            """;
    private static final String FIND =
            "select began_at, finished_at from master_key_rotation where key_id = $1";

    private final Database database;
    private final MasterKey master;
    private final List<Resealing> resealings;
    private final InstantSource clock;
    private final Duration grace;

    Rotation(
            Database database,
            MasterKey master,
            List<Resealing> resealings,
            InstantSource clock,
            KeySettings settings) {
        this.database = database;
        this.master = master;
        this.resealings = resealings;
        this.clock = clock;
        this.grace = settings.masterKeyGrace();
    }

    /**
     * @param currentKeyId a fingerprint; nothing of the key can be learnt from it
     * @param acceptedKeyIds of those that only open
     * @param older how many are sealed by others than the current one, by what they are
     * @param beganAt when the current one became it
     * @param finishedAt when nothing older was left
     */
    record State(
            String currentKeyId,
            List<String> acceptedKeyIds,
            Map<String, Long> older,
            @Nullable Instant beganAt,
            @Nullable Instant finishedAt) {}

    private record Times(Instant beganAt, @Nullable Instant finishedAt) {

        static Times of(Readable row) {
            return new Times(Row.instant(row, "began_at"), Row.maybeInstant(row, "finished_at"));
        }
    }

    /** A new key from now on; a 409 where that is done otherwise, or one is under way. */
    Mono<State> begin() {
        return Mono.fromRunnable(this::renew)
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.defer(this::begun))
                .then(Mono.defer(this::state));
    }

    private Mono<Void> begun() {
        return database.write(
                Scope.of(AuditLog.NO_MERCHANT),
                unit -> bound(unit, BEGIN).run().then(Mono.defer(() -> logged(unit))));
    }

    private Mono<Void> logged(Connection unit) {
        return AuditLog.record(
                unit,
                AuditLog.NO_MERCHANT,
                Act.MASTER_KEY_ROTATED,
                master.ring().current().id(),
                Map.of());
    }

    private void renew() {
        if (!master.isKept()) {
            throw Problem.conflict(
                    "the master key is given by emdia.master-key: accept the next one on every node"
                            + " first, then make it the current one");
        }
        if (!master.ring().accepted().isEmpty()) {
            throw Problem.conflict("a rotation is under way");
        }
        master.renew();
        LOG.info("The master key is {} from now on", master.ring().current().id());
    }

    Mono<State> state() {
        var ring = master.ring();
        return older().flatMap(
                        older ->
                                times(ring.current().id())
                                        .map(times -> state(ring, older, times))
                                        .defaultIfEmpty(state(ring, older, null)));
    }

    private static State state(MasterRing ring, Map<String, Long> older, @Nullable Times times) {
        return new State(
                ring.current().id(),
                ring.accepted().stream().map(SealingKey::id).toList(),
                older,
                times == null ? null : times.beganAt(),
                times == null ? null : times.finishedAt());
    }

    /** Seals what older keys sealed, and gives those up that nothing needs any more. */
    Mono<Void> round() {
        return noted().then(Mono.defer(this::older))
                .flatMap(older -> isDone(older) ? Mono.just(older) : resealed())
                .filter(Rotation::isDone)
                .flatMap(_ -> finished())
                .checkpoint("rotation of the master key");
    }

    private Mono<Map<String, Long>> resealed() {
        return Flux.fromIterable(resealings).concatMap(Resealing::reseal).then(older());
    }

    private Mono<Map<String, Long>> older() {
        return Flux.fromIterable(resealings)
                .concatMap(some -> some.older().map(count -> Map.entry(some.what(), count)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    private static boolean isDone(Map<String, Long> older) {
        return older.values().stream().allMatch(count -> count == 0);
    }

    private Mono<Void> noted() {
        return database.write(Scope.DIRECTORY, unit -> bound(unit, BEGIN).run());
    }

    private Mono<Void> finished() {
        return database.write(Scope.DIRECTORY, unit -> bound(unit, FINISH).run())
                .then(Mono.defer(() -> times(master.ring().current().id())))
                .filter(this::isOver)
                .flatMap(_ -> forgotten());
    }

    /** What browsers hold for some minutes, and nodes seal in this moment, must still open. */
    private boolean isOver(Times times) {
        var finishedAt = times.finishedAt();
        return master.isKept()
                && !master.ring().accepted().isEmpty()
                && finishedAt != null
                && !clock.instant().isBefore(finishedAt.plus(grace));
    }

    private Mono<Void> forgotten() {
        return Mono.<Void>fromRunnable(master::forgetAccepted)
                .subscribeOn(Schedulers.boundedElastic())
                .doOnSuccess(_ -> LOG.info("The master keys of before are given up"));
    }

    private Mono<Times> times(String keyId) {
        return database.read(
                Scope.DIRECTORY, unit -> Query.on(unit, FIND).with(keyId).row(Times::of));
    }

    private Query bound(Connection unit, String sql) {
        return Query.on(unit, sql).with(master.ring().current().id()).with(clock.instant());
    }
}

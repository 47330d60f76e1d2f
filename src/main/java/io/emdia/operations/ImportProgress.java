package io.emdia.operations;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Moves imports on by what happened since: lines were applied, a reader fell silent. */
@Component
final class ImportProgress {

    private static final String ANY =
            """
            select exists (select 1 from import where status in ('reading', 'applying'))
                or exists (select 1 from import_chunk) as any_of_them
            """;

    /** $1 the partitions, $2 the offset below which each was handled. */
    private static final String APPLY =
            """
            with gone as (
                delete from import_chunk c
                using unnest($1::int[], $2::bigint[]) as reached (partition, below)
                where c.log_partition = reached.partition and c.last_offset < reached.below
                returning c.merchant_id, c.import_id, c.lines),
            sums as (
                select merchant_id, import_id, sum(lines)::bigint as lines from gone
                group by merchant_id, import_id)
            update import i set lines_applied = lines_applied + sums.lines from sums
            where i.merchant_id = sums.merchant_id and i.import_id = sums.import_id
            """;

    private static final String FINISH =
            """
            update import set status = 'finished', finished_at = $1
            where status = 'applying' and lines_applied = lines_read - lines_refused
            """;
    private static final String TOUCH =
            "update import set touched_at = $1 where status = 'reading' and import_id = any($2)";
    private static final String GIVE_UP =
            "update import set status = 'interrupted' where status = 'reading' and touched_at < $1";

    private final Database database;
    private final InstantSource clock;

    ImportProgress(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param handledBelow by partition of the log
     * @param readHere ids of those that this node reads
     */
    Mono<Void> look(
            Map<Integer, Long> handledBelow, Collection<String> readHere, Duration silentMax) {
        return database.write(
                        Scope.DIRECTORY,
                        unit ->
                                Query.on(unit, ANY)
                                        .row(row -> Row.truth(row, "any_of_them"))
                                        .filter(any -> any)
                                        .flatMap(
                                                _ -> move(unit, handledBelow, readHere, silentMax)))
                .checkpoint("progress of imports");
    }

    private Mono<Void> move(
            Connection unit,
            Map<Integer, Long> handledBelow,
            Collection<String> readHere,
            Duration silentMax) {
        var now = clock.instant();
        var sorted = new TreeMap<>(handledBelow);
        return Query.on(unit, APPLY)
                .with(sorted.keySet().toArray(Integer[]::new))
                .with(sorted.values().toArray(Long[]::new))
                .run()
                .then(Mono.defer(() -> Query.on(unit, FINISH).with(now).run()))
                .then(Mono.defer(() -> touch(unit, readHere)))
                .then(Mono.defer(() -> Query.on(unit, GIVE_UP).with(now.minus(silentMax)).run()));
    }

    private Mono<Void> touch(Connection unit, Collection<String> readHere) {
        return readHere.isEmpty()
                ? Mono.empty()
                : Query.on(unit, TOUCH)
                        .with(clock.instant())
                        .with(readHere.toArray(String[]::new))
                        .run();
    }
}

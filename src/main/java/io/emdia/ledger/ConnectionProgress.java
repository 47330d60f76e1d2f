package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.merchants.AppliedByConnection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of each connection was applied, as counted with the events' positions. */
@Component
final class ConnectionProgress implements AppliedByConnection {

    private static final String OF =
            """
            select connection_id, events, last_event_at, last_recorded_at from connection_progress
            where merchant_id = $1 and connection_id = any($2)\
            """;

    private final Database database;

    ConnectionProgress(Database database) {
        this.database = database;
    }

    private record Reached(String connectionId, Applied applied) {}

    @Override
    public Mono<Map<String, Applied>> of(String merchantId, List<String> connectionIds) {
        return database.read(
                        Scope.of(merchantId),
                        unit ->
                                Query.on(unit, OF)
                                        .with(merchantId)
                                        .with(connectionIds.toArray(String[]::new))
                                        .rows(ConnectionProgress::reached))
                .map(ConnectionProgress::byConnection);
    }

    private static Map<String, Applied> byConnection(List<Reached> all) {
        var byConnection = new HashMap<String, Applied>();
        all.forEach(one -> byConnection.put(one.connectionId(), one.applied()));
        return byConnection;
    }

    private static Reached reached(Readable row) {
        return new Reached(
                Row.text(row, "connection_id"),
                new Applied(
                        Row.number(row, "events"),
                        told(Row.instant(row, "last_event_at")),
                        Row.maybeInstant(row, "last_recorded_at")));
    }

    /** What says no time is of the beginning of time. */
    private static @Nullable Instant told(Instant newest) {
        return newest.equals(Instant.EPOCH) ? null : newest;
    }
}

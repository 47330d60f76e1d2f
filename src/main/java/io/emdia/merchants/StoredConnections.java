package io.emdia.merchants;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.merchants.SealedNotes.Secrets;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The table of connections; secrets are in it sealed only. */
@Component
final class StoredConnections {

    private static final String MEMBERS =
            """
            select merchant_id, connection_id, gateway, settings, sealed, enabled, revision,
                   created_at
            from connection\
            """;
    private static final String INSERT =
            """
            insert into connection (merchant_id, connection_id, gateway, settings, sealed, enabled,
                                    revision, announced, created_at)
            values ($1, $2, $3, $4, $5, true, 1, 0, $6)
            """;
    private static final String CHANGE =
            """
            update connection set sealed = $3, settings = $4, revision = revision + 1
            where merchant_id = $1 and connection_id = $2 and enabled
            """;
    private static final String DISABLE =
            """
            update connection set enabled = false, revision = revision + 1
            where merchant_id = $1 and connection_id = $2 and enabled
            """;
    private static final String ANNOUNCED =
            """
            update connection set announced = greatest(announced, $3)
            where merchant_id = $1 and connection_id = $2
            """;

    private static final String PAGE_OF_ONE =
            MEMBERS
                    + " where merchant_id = $1 and connection_id > $2"
                    + " order by connection_id limit $3";
    private static final String PAGE_OF_ALL =
            MEMBERS + " where connection_id > $1 order by connection_id limit $2";
    private static final String UNANNOUNCED =
            MEMBERS + " where announced < revision order by connection_id limit $1";

    private final Database database;
    private final SealedNotes notes;
    private final InstantSource clock;

    StoredConnections(Database database, SealedNotes notes, InstantSource clock) {
        this.database = database;
        this.notes = notes;
        this.clock = clock;
    }

    Mono<StoredConnection> create(Connection connection) {
        var now = clock.instant();
        var sealed = notes.seal(secrets(connection), connection.id());
        return database.write(
                        Scope.of(connection.merchantId()),
                        session -> insert(session, connection, sealed, now))
                .thenReturn(new StoredConnection(connection, 1, now));
    }

    private static Mono<Void> insert(
            io.r2dbc.spi.Connection session, Connection connection, byte[] sealed, Instant now) {
        return Query.on(session, INSERT)
                .with(connection.merchantId())
                .with(connection.id())
                .with(connection.gateway())
                .with(SealedNotes.settings(connection.settings()))
                .with(sealed)
                .with(now)
                .run()
                .then(logged(session, connection, Act.CONNECTION_CREATED));
    }

    /** Replaces secrets, token and settings; empty when there is no enabled one of that id. */
    Mono<StoredConnection> change(Connection changed, Act act) {
        var sealed = notes.seal(secrets(changed), changed.id());
        return database.write(
                Scope.of(changed.merchantId()),
                session ->
                        change(session, changed, sealed)
                                .then(logged(session, changed, act))
                                .then(find(session, changed.merchantId(), changed.id())));
    }

    private static Mono<Void> change(
            io.r2dbc.spi.Connection session, Connection changed, byte[] sealed) {
        return Query.on(session, CHANGE)
                .with(changed.merchantId())
                .with(changed.id())
                .with(sealed)
                .with(SealedNotes.settings(changed.settings()))
                .run();
    }

    /** Disables one; again changes nothing; empty when there is none of that id. */
    Mono<StoredConnection> disable(String merchantId, String id) {
        return database.write(
                Scope.of(merchantId),
                session ->
                        Query.on(session, DISABLE)
                                .with(merchantId)
                                .with(id)
                                .run()
                                .then(find(session, merchantId, id))
                                .flatMap(found -> disabled(session, found)));
    }

    private static Mono<StoredConnection> disabled(
            io.r2dbc.spi.Connection session, StoredConnection found) {
        return logged(session, found.connection(), Act.CONNECTION_DISABLED).thenReturn(found);
    }

    private static Mono<Void> logged(
            io.r2dbc.spi.Connection session, Connection connection, Act act) {
        return AuditLog.record(
                session,
                connection.merchantId(),
                act,
                connection.id(),
                Map.of("gateway", connection.gateway()));
    }

    Mono<StoredConnection> find(String merchantId, String id) {
        return database.read(Scope.of(merchantId), session -> find(session, merchantId, id));
    }

    /** So many of one merchant after an id, by id. */
    Mono<List<StoredConnection>> page(String merchantId, String after, int limit) {
        return database.read(
                Scope.of(merchantId),
                session ->
                        Query.on(session, PAGE_OF_ONE)
                                .with(merchantId)
                                .with(after)
                                .with(limit)
                                .rows(this::row));
    }

    /** So many of all merchants after an id, by id. */
    Mono<List<StoredConnection>> page(String after, int limit) {
        return database.read(
                Scope.DIRECTORY,
                session -> Query.on(session, PAGE_OF_ALL).with(after).with(limit).rows(this::row));
    }

    /** So many that some node may not have been told of. */
    Mono<List<StoredConnection>> unannounced(int limit) {
        return database.read(
                Scope.DIRECTORY,
                session -> Query.on(session, UNANNOUNCED).with(limit).rows(this::row));
    }

    /** Every node has been told of this revision. */
    Mono<Void> announced(StoredConnection told) {
        return database.write(
                Scope.of(told.connection().merchantId()),
                session ->
                        Query.on(session, ANNOUNCED)
                                .with(told.connection().merchantId())
                                .with(told.connection().id())
                                .with(told.revision())
                                .run());
    }

    private Mono<StoredConnection> find(
            io.r2dbc.spi.Connection session, String merchantId, String id) {
        return Query.on(session, MEMBERS + " where merchant_id = $1 and connection_id = $2")
                .with(merchantId)
                .with(id)
                .row(this::row);
    }

    private StoredConnection row(Readable row) {
        var id = Row.text(row, "connection_id");
        var secrets = notes.openSecrets(Row.bytes(row, "sealed"), id);
        var connection =
                new Connection(
                        id,
                        Row.text(row, "merchant_id"),
                        Row.text(row, "gateway"),
                        secrets.secrets(),
                        secrets.apiToken(),
                        SealedNotes.settings(Row.text(row, "settings")),
                        Row.truth(row, "enabled"));
        return new StoredConnection(
                connection, Row.number(row, "revision"), Row.instant(row, "created_at"));
    }

    private static Secrets secrets(Connection connection) {
        return new Secrets(connection.secrets(), connection.apiToken());
    }
}

package io.emdia.access;

import io.emdia.access.Caller.Role;
import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.keys.Unguessable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-in links and the page's sessions. A session may what the credential it was opened with may,
 * and ends with it.
 */
@Component
final class Sessions {

    static final Duration SESSION_LIFE = Duration.ofHours(12);
    static final Duration TICKET_LIFE = Duration.ofHours(24);
    static final String ID_MARK = "session-";

    private static final String OFFER =
            """
            insert into sign_in_ticket (ticket_hash, created_at, expires_at) values ($1, $2, $3)
            """;
    private static final String REDEEM =
            """
            update sign_in_ticket set used_at = $2
            where ticket_hash = $1 and used_at is null and expires_at > $2
            """;
    private static final String OPEN =
            """
            insert into sign_in_session (session_id, session_hash, credential_hash, created_at,
                                         expires_at, role, merchant_id)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String SWEEP_SESSIONS =
            "delete from sign_in_session where expires_at <= $1";
    private static final String SWEEP_TICKETS = "delete from sign_in_ticket where expires_at <= $1";
    private static final String END =
            """
            update sign_in_session set ended_at = $2 where session_hash = $1 and ended_at is null
            returning session_id
            """;
    private static final String LIVE =
            """
            select s.session_id, s.credential_hash, s.role as own_role,
                   s.merchant_id as own_merchant, t.merchant_id, t.token_id, t.role
            from sign_in_session s
            left join access_token t on t.hash = s.credential_hash and t.revoked_at is null
                 and (t.expires_at is null or t.expires_at > $2)
            where s.ended_at is null and s.expires_at > $2 and\
            """;

    private final Database database;
    private final AuditLog log;
    private final InstantSource clock;
    private final AdministratorToken administrator;

    Sessions(
            Database database,
            AuditLog log,
            InstantSource clock,
            AdministratorToken administrator) {
        this.database = database;
        this.log = log;
        this.clock = clock;
        this.administrator = administrator;
    }

    /** Makes a ticket that opens one session of the administrator's. */
    Mono<String> offer() {
        var ticket = Unguessable.secret();
        return database.write(Scope.DIRECTORY, connection -> offer(connection, ticket))
                .thenReturn(ticket);
    }

    /** Opens the session of a ticket, once; empty when it was used, is over or never was. */
    Mono<String> redeem(String ticket) {
        return database.write(Scope.DIRECTORY, connection -> redeem(connection, ticket))
                .delayUntil(session -> opened(session, "link"));
    }

    /** Opens a session for whoever holds a credential. */
    Mono<String> open(Hash credential) {
        return database.write(Scope.DIRECTORY, connection -> open(connection, credential, null))
                .delayUntil(session -> opened(session, "token"));
    }

    /** Opens a session that holds itself what its owner may, as a provider vouched. */
    Mono<String> open(Standing.Granted standing) {
        var nobodys = Hash.of(Unguessable.secret());
        return database.write(Scope.DIRECTORY, connection -> open(connection, nobodys, standing))
                .delayUntil(session -> opened(session, "provider"));
    }

    private Mono<Void> opened(String session, String by) {
        return caller(session)
                .flatMap(caller -> logged(caller, Act.SESSION_OPENED, Map.of("by", by)));
    }

    private Mono<Void> logged(Caller caller, Act act, Map<String, String> details) {
        var actor = caller.actor();
        return log.record(actor, caller.logged(), act, caller.credentialId(), details);
    }

    /** Ends a session and answers its credential id; empty for one that is over. */
    Mono<String> end(String session) {
        return caller(session)
                .flatMap(
                        caller ->
                                ended(session)
                                        .delayUntil(
                                                _ -> logged(caller, Act.SESSION_ENDED, Map.of())))
                .switchIfEmpty(Mono.defer(() -> ended(session)));
    }

    private Mono<String> ended(String session) {
        return database.write(
                Scope.DIRECTORY,
                connection ->
                        Query.on(connection, END)
                                .with(Hash.of(session).bytes())
                                .with(clock.instant())
                                .row(row -> Row.text(row, "session_id")));
    }

    /** Whose session it is; empty when it is over, or its credential is. */
    Mono<Caller> caller(String session) {
        return live(" s.session_hash = $1", Hash.of(session).bytes());
    }

    /** The caller of a session that still lives, by its credential id. */
    Mono<Caller> live(String credentialId) {
        return live(" s.session_id = $1", credentialId);
    }

    private Mono<Caller> live(String condition, Object key) {
        return database.read(
                        Scope.DIRECTORY,
                        connection ->
                                Query.on(connection, LIVE + condition)
                                        .with(key)
                                        .with(clock.instant())
                                        .rows(this::caller))
                .flatMapIterable(callers -> callers)
                .next()
                .flatMap(Mono::justOrEmpty);
    }

    private Optional<Caller> caller(Readable row) {
        var id = Row.text(row, "session_id");
        var ownRole = Row.maybeText(row, "own_role");
        if (ownRole != null) {
            var role = Role.valueOf(ownRole.toUpperCase(Locale.ROOT));
            return Optional.of(new Caller(id, role, Row.maybeText(row, "own_merchant")));
        }
        if (row.get("token_id", String.class) != null) {
            var holder = AccessTokens.caller(row);
            return Optional.of(new Caller(id, holder.role(), holder.merchantId()));
        }
        return Hash.stored(Row.bytes(row, "credential_hash")).equals(administrator.hash())
                ? Optional.of(new Caller(id, Role.ADMINISTRATOR, null))
                : Optional.empty();
    }

    private Mono<Void> offer(Connection connection, String ticket) {
        var now = clock.instant();
        return sweep(connection)
                .then(
                        Query.on(connection, OFFER)
                                .with(Hash.of(ticket).bytes())
                                .with(now)
                                .with(now.plus(TICKET_LIFE))
                                .run());
    }

    private Mono<String> redeem(Connection connection, String ticket) {
        return Query.on(connection, REDEEM)
                .with(Hash.of(ticket).bytes())
                .with(clock.instant())
                .changed()
                .filter(changed -> changed == 1)
                .flatMap(_ -> open(connection, administrator.hash(), null));
    }

    private Mono<String> open(
            Connection connection, Hash credential, Standing.@Nullable Granted standing) {
        var now = clock.instant();
        var session = Unguessable.secret();
        return sweep(connection)
                .then(
                        Query.on(connection, OPEN)
                                .with(ID_MARK + Unguessable.id())
                                .with(Hash.of(session).bytes())
                                .with(credential.bytes())
                                .with(now)
                                .with(now.plus(SESSION_LIFE))
                                .with(standing == null ? null : word(standing), String.class)
                                .with(standing == null ? null : standing.merchantId(), String.class)
                                .run())
                .thenReturn(session);
    }

    private static String word(Standing.Granted standing) {
        return AccessTokens.word(standing.role());
    }

    /** Forgets what is long over, whenever something new is written. */
    private Mono<Void> sweep(Connection connection) {
        var now = clock.instant();
        return Query.on(connection, SWEEP_SESSIONS)
                .with(now)
                .run()
                .then(Query.on(connection, SWEEP_TICKETS).with(now).run());
    }
}

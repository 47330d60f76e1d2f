package io.emdia.access;

import static java.util.Objects.requireNonNull;

import io.emdia.access.Caller.Role;
import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Problem;
import io.emdia.keys.Unguessable;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tokens of merchants: a random secret, of which only the hash is kept. */
@Component
final class AccessTokens {

    private static final String MARK = "emdia_";
    private static final int LENGTH = MARK.length() + 43;
    private static final int PREFIX_LENGTH = MARK.length() + 8;

    private static final String INSERT =
            """
            insert into access_token (merchant_id, token_id, role, label, prefix, hash, created_at,
                                      expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String PAGE =
            """
            select token_id, role, label, created_at, expires_at, last_used_at, revoked_at
            from access_token
            where merchant_id = $1 and token_id > $2 order by token_id limit $3
            """;
    private static final String BY_PREFIX =
            """
            select merchant_id, token_id, role, hash from access_token
            where prefix = $1 and revoked_at is null and (expires_at is null or expires_at > $2)
            """;
    private static final String LIVE =
            """
            select merchant_id, token_id, role from access_token
            where token_id = $1 and revoked_at is null
              and (expires_at is null or expires_at > $2)
            """;
    private static final String REVOKE =
            """
            update access_token set revoked_at = coalesce(revoked_at, $3)
            where merchant_id = $1 and token_id = $2
            """;
    private static final String USED =
            """
            update access_token t set last_used_at = greatest(t.last_used_at, u.at)
            from unnest($1::text[], $2::timestamptz[]) as u (token_id, at)
            where t.token_id = u.token_id
            """;

    /** A token as it is shown once, when it is made. */
    record Issued(
            String id, String token, String role, String label, @Nullable Instant expiresAt) {}

    /** A token as a list shows it. */
    record Listed(
            String id,
            String role,
            String label,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    private record Match(Caller caller, Hash hash) {}

    private final Database database;
    private final InstantSource clock;

    AccessTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param expiresAt null for one that lives until it is revoked
     */
    Mono<Issued> issue(String merchantId, Role role, String label, @Nullable Instant expiresAt) {
        var secret = MARK + Unguessable.secret();
        var issued = new Issued(Unguessable.id(), secret, word(role), label, expiresAt);
        return database.write(
                        Scope.of(merchantId), connection -> insert(connection, merchantId, issued))
                .thenReturn(issued);
    }

    /** So many after an id, by id. */
    Mono<List<Listed>> page(String merchantId, String after, int limit) {
        return database.read(
                Scope.of(merchantId),
                connection ->
                        Query.on(connection, PAGE)
                                .with(merchantId)
                                .with(after)
                                .with(limit)
                                .rows(AccessTokens::listed));
    }

    /** Ends a token; again changes nothing. A 404 when there is none of that id. */
    Mono<Void> revoke(String merchantId, String id) {
        return database.write(
                        Scope.of(merchantId), connection -> revoke(connection, merchantId, id))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such token")))
                .then();
    }

    private Mono<String> revoke(Connection connection, String merchantId, String id) {
        return Query.on(connection, REVOKE)
                .with(merchantId)
                .with(id)
                .with(clock.instant())
                .changed()
                .filter(changed -> changed > 0)
                .flatMap(_ -> revoked(connection, merchantId, id));
    }

    private static Mono<String> revoked(Connection connection, String merchantId, String id) {
        return AuditLog.record(connection, merchantId, Act.TOKEN_REVOKED, id, Map.of())
                .thenReturn(id);
    }

    /** Whom a token names; empty when it is none of ours, revoked or expired. */
    Mono<Caller> caller(String token) {
        if (token.length() != LENGTH || !token.startsWith(MARK)) {
            return Mono.empty();
        }
        var hash = Hash.of(token);
        return database.read(
                        Scope.DIRECTORY,
                        connection ->
                                Query.on(connection, BY_PREFIX)
                                        .with(token.substring(0, PREFIX_LENGTH))
                                        .with(clock.instant())
                                        .rows(AccessTokens::match))
                .flatMapIterable(matches -> matches)
                .filter(match -> match.hash().equals(hash))
                .next()
                .map(Match::caller);
    }

    /** The caller of a token that is still live. */
    Mono<Caller> live(String credentialId) {
        return database.read(
                Scope.DIRECTORY,
                connection ->
                        Query.on(connection, LIVE)
                                .with(credentialId)
                                .with(clock.instant())
                                .row(AccessTokens::caller));
    }

    /** Writes down when tokens were last used. */
    Mono<Void> used(Map<String, Instant> uses) {
        var ids = uses.keySet().stream().sorted().toArray(String[]::new);
        var instants =
                Arrays.stream(ids)
                        .map(id -> requireNonNull(uses.get(id)).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new);
        return database.write(
                Scope.DIRECTORY,
                connection -> Query.on(connection, USED).with(ids).with(instants).run());
    }

    static Caller caller(Readable row) {
        return new Caller(
                Row.text(row, "token_id"),
                Role.valueOf(Row.text(row, "role").toUpperCase(Locale.ROOT)),
                Row.text(row, "merchant_id"));
    }

    static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private Mono<Void> insert(Connection connection, String merchantId, Issued issued) {
        return Query.on(connection, INSERT)
                .with(merchantId)
                .with(issued.id())
                .with(issued.role())
                .with(issued.label())
                .with(issued.token().substring(0, PREFIX_LENGTH))
                .with(Hash.of(issued.token()).bytes())
                .with(clock.instant())
                .with(issued.expiresAt(), Instant.class)
                .run()
                .then(logged(connection, merchantId, issued));
    }

    private static Mono<Void> logged(Connection connection, String merchantId, Issued issued) {
        var end = issued.expiresAt();
        var details =
                end == null
                        ? Map.of("role", issued.role())
                        : Map.of("role", issued.role(), "expires_at", end.toString());
        return AuditLog.record(connection, merchantId, Act.TOKEN_ISSUED, issued.id(), details);
    }

    private static Match match(Readable row) {
        return new Match(caller(row), Hash.stored(Row.bytes(row, "hash")));
    }

    private static Listed listed(Readable row) {
        return new Listed(
                Row.text(row, "token_id"),
                Row.text(row, "role"),
                Row.text(row, "label"),
                Row.instant(row, "created_at"),
                Row.maybeInstant(row, "expires_at"),
                Row.maybeInstant(row, "last_used_at"),
                Row.maybeInstant(row, "revoked_at"));
    }
}

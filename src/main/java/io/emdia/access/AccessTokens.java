package io.emdia.access;

import io.emdia.access.Caller.Role;
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
import java.util.List;
import java.util.Locale;

/** The tokens of merchants: a random secret, of which only the hash is kept. */
@Component
final class AccessTokens {

    private static final String MARK = "emdia_";
    private static final int LENGTH = MARK.length() + 43;
    private static final int PREFIX_LENGTH = MARK.length() + 8;

    private static final String INSERT =
            """
            insert into access_token (merchant_id, token_id, role, label, prefix, hash, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;
    private static final String PAGE =
            """
            select token_id, role, label, created_at, revoked_at from access_token
            where merchant_id = $1 and token_id > $2 order by token_id limit $3
            """;
    private static final String BY_PREFIX =
            """
            select merchant_id, token_id, role, hash from access_token
            where prefix = $1 and revoked_at is null
            """;
    private static final String LIVE =
            """
            select merchant_id, token_id, role from access_token
            where token_id = $1 and revoked_at is null
            """;
    private static final String REVOKE =
            """
            update access_token set revoked_at = coalesce(revoked_at, $3)
            where merchant_id = $1 and token_id = $2
            """;

    /** A token as it is shown once, when it is made. */
    record Issued(String id, String token, String role, String label) {}

    /** A token as a list shows it. */
    record Listed(
            String id, String role, String label, Instant createdAt, @Nullable Instant revokedAt) {}

    private record Match(Caller caller, Hash hash) {}

    private final Database database;
    private final InstantSource clock;

    AccessTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Issued> issue(String merchantId, Role role, String label) {
        var secret = MARK + Unguessable.secret();
        var issued = new Issued(Unguessable.id(), secret, word(role), label);
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
                        Scope.of(merchantId),
                        connection ->
                                Query.on(connection, REVOKE)
                                        .with(merchantId)
                                        .with(id)
                                        .with(clock.instant())
                                        .changed())
                .filter(changed -> changed > 0)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such token")))
                .then();
    }

    /** Whom a token names; empty when it is none of ours or revoked. */
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
                        Query.on(connection, LIVE).with(credentialId).row(AccessTokens::caller));
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
                .run();
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
                Row.maybeInstant(row, "revoked_at"));
    }
}

package io.emdia.merchants;

import io.emdia.merchants.Caller.Role;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who holds a credential. What was found is remembered for {@link Remembered#AGE_MAX}, so
 * that a revocation is known on every node soon after.
 */
@Component
final class Callers implements Credentials {

    private static final String ADMINISTRATOR_ID = "administrator";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private enum State {
        LIVE,
        ENDED
    }

    private final AdministratorToken administrator;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Remembered<String, Caller> byToken;
    private final Remembered<String, Caller> bySession;
    private final Remembered<String, Caller> byCredentialId;
    private final ConcurrentHashMap<String, Flux<State>> ends = new ConcurrentHashMap<>();

    Callers(
            AdministratorToken administrator,
            AccessTokens tokens,
            Sessions sessions,
            InstantSource clock) {
        this.administrator = administrator;
        this.tokens = tokens;
        this.sessions = sessions;
        byToken = new Remembered<>(clock, tokens::caller);
        bySession = new Remembered<>(clock, sessions::caller);
        byCredentialId = new Remembered<>(clock, this::live);
    }

    /** Empty when the token is nobody's. */
    Mono<Caller> byToken(String token) {
        return Hash.of(token).equals(administrator.hash())
                ? Mono.just(new Caller(ADMINISTRATOR_ID, Role.ADMINISTRATOR, null))
                : byToken.get(token);
    }

    /** Empty when the session is over. */
    Mono<Caller> bySession(String session) {
        return bySession.get(session);
    }

    /** Forgets what is remembered here, after a revocation or sign-out through this node. */
    void forgetAll() {
        byToken.forgetAll();
        bySession.forgetAll();
        byCredentialId.forgetAll();
    }

    @Override
    public Mono<Void> ended(Caller caller) {
        return caller.credentialId().equals(ADMINISTRATOR_ID)
                ? Mono.never()
                : Flux.defer(() -> ends.computeIfAbsent(caller.credentialId(), this::end))
                        .next()
                        .then();
    }

    /** One watch for all that was opened with one credential. */
    private Flux<State> end(String credentialId) {
        return Flux.interval(LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> state(credentialId), 1)
                .filter(state -> state == State.ENDED)
                .take(1)
                .doFinally(_ -> ends.remove(credentialId))
                .publish(1)
                .refCount();
    }

    /** While the database cannot be asked, nothing can have been revoked in it. */
    private Mono<State> state(String credentialId) {
        return byCredentialId
                .get(credentialId)
                .map(_ -> State.LIVE)
                .defaultIfEmpty(State.ENDED)
                .onErrorReturn(State.LIVE);
    }

    private Mono<Caller> live(String credentialId) {
        return credentialId.startsWith(Sessions.ID_MARK)
                ? sessions.live(credentialId)
                : tokens.live(credentialId);
    }
}

package io.emdia.access;

import io.emdia.access.Caller.Role;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells who holds a credential. What was found is remembered for {@link Remembered#AGE_MAX}, so
 * that a revocation is known on every node soon after, and at once on the node it went through.
 */
@Component
final class Callers implements Credentials {

    private static final String ADMINISTRATOR_ID = "administrator";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /** Stands for every credential. */
    private static final String EVERY = "";

    /** Two sign-outs at the same moment wait for each other, which takes microseconds. */
    private static final EmitFailureHandler ONE_AT_A_TIME =
            EmitFailureHandler.busyLooping(Duration.ofMillis(100));

    private enum State {
        LIVE,
        ENDED
    }

    private final AdministratorToken administrator;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final TokenUses uses;
    private final Remembered<String, Caller> byToken;
    private final Remembered<String, Caller> bySession;
    private final Remembered<String, Caller> byCredentialId;
    private final ConcurrentHashMap<String, Flux<State>> ends = new ConcurrentHashMap<>();
    private final Sinks.Many<String> looks = Sinks.many().multicast().directBestEffort();

    Callers(
            AdministratorToken administrator,
            AccessTokens tokens,
            Sessions sessions,
            TokenUses uses,
            InstantSource clock) {
        this.administrator = administrator;
        this.tokens = tokens;
        this.sessions = sessions;
        this.uses = uses;
        byToken = new Remembered<>(clock, tokens::caller);
        bySession = new Remembered<>(clock, sessions::caller);
        byCredentialId = new Remembered<>(clock, this::live);
    }

    /** Empty when the token is nobody's. */
    Mono<Caller> byToken(String token) {
        return Hash.of(token).equals(administrator.hash())
                ? Mono.just(new Caller(ADMINISTRATOR_ID, Role.ADMINISTRATOR, null))
                : byToken.get(token).doOnNext(caller -> uses.note(caller.credentialId()));
    }

    /** Empty when the session is over. */
    Mono<Caller> bySession(String session) {
        return bySession.get(session);
    }

    /** What was opened with a session ends now, after a sign-out through this node. */
    void signedOut(String credentialId) {
        bySession.forgetAll();
        byCredentialId.forget(credentialId);
        looks.emitNext(credentialId, ONE_AT_A_TIME);
    }

    /** What was opened with a token, or with its sessions, ends now. */
    void revoked() {
        byToken.forgetAll();
        bySession.forgetAll();
        byCredentialId.forgetAll();
        looks.emitNext(EVERY, ONE_AT_A_TIME);
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
        var now = looks.asFlux().filter(id -> id.equals(credentialId) || id.equals(EVERY));
        return Flux.merge(now, Flux.interval(LOOK_EVERY).map(_ -> credentialId))
                .onBackpressureLatest()
                .concatMap(_ -> state(credentialId), 0)
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

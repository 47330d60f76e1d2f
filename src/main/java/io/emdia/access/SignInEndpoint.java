package io.emdia.access;

import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.net.URI;

/** Opens and ends the page's sessions, which live in a cookie that no script can read. */
@RestController
@Tag(name = "Sign-in")
final class SignInEndpoint {

    private static final URI PAGE = URI.create("/");

    /** Where the page says so. */
    private static final URI USED = URI.create("/#used");

    /** What a person signs in with. */
    record Proof(@Nullable String token) {

        @Override
        public String toString() {
            return "Proof";
        }
    }

    private final Sessions sessions;
    private final Callers callers;
    private final SignInThrottle throttle;
    private final SignInCookies cookies;

    SignInEndpoint(
            Sessions sessions, Callers callers, SignInThrottle throttle, SignInCookies cookies) {
        this.sessions = sessions;
        this.callers = callers;
        this.throttle = throttle;
        this.cookies = cookies;
    }

    @GetMapping("/sign-in")
    @ResponseStatus(HttpStatus.SEE_OTHER)
    @Operation(summary = "Sign in with the link of the start-up log, which works once")
    Mono<Void> byLink(@RequestParam String ticket, ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> throttle.admit(exchange.getRequest()))
                .then(Mono.defer(() -> sessions.redeem(ticket)))
                .flatMap(session -> signedIn(exchange, session).thenReturn(PAGE))
                .switchIfEmpty(Mono.defer(() -> isPerson(exchange) ? Mono.just(USED) : usedUp()))
                .doOnNext(exchange.getResponse().getHeaders()::setLocation)
                .then();
    }

    /** A person who follows a link wants to read a page. */
    private static boolean isPerson(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_HTML);
    }

    @PostMapping("/sign-in")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Sign in with a token")
    Mono<Void> byToken(@RequestBody Proof proof, ServerWebExchange exchange) {
        return Mono.fromRunnable(() -> throttle.admit(exchange.getRequest()))
                .then(Mono.defer(() -> open(proof)))
                .flatMap(session -> signedIn(exchange, session));
    }

    @PostMapping("/sign-out")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End the session, and what was opened with it")
    Mono<Void> signOut(
            @CookieValue(name = CredentialReading.SESSION_COOKIE, required = false)
                    @Nullable String session,
            ServerWebExchange exchange) {
        if (session == null) {
            return Mono.empty();
        }
        if (!CredentialReading.isOurPages(exchange)) {
            throw Problem.forbidden("a session needs " + CredentialReading.CSRF_HEADER);
        }
        return sessions.end(session)
                .flatMap(id -> Mono.fromRunnable(() -> callers.signedOut(id)))
                .then(Mono.fromRunnable(() -> cookies.noSession(exchange)));
    }

    private Mono<String> open(Proof proof) {
        var token = proof.token();
        if (token == null) {
            return Mono.error(Problem.invalid("token", "is required"));
        }
        return callers.byToken(token)
                .switchIfEmpty(Mono.error(() -> Problem.unauthorized("the token is not valid")))
                .flatMap(_ -> sessions.open(Hash.of(token)));
    }

    private Mono<Void> signedIn(ServerWebExchange exchange, String session) {
        return Mono.fromRunnable(() -> cookies.session(exchange, session));
    }

    private static <T> Mono<T> usedUp() {
        return Mono.error(
                () ->
                        Problem.unauthorized(
                                "this link was used or is over; sign in with the administrator's"
                                        + " token, or start again for a new link"));
    }
}

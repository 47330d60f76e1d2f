package io.emdia.access;

import io.emdia.http.Problem;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Set;

/**
 * Reads who calls from the bearer token, else from the page's session cookie. A cookie alone, which
 * a browser adds by itself, changes nothing: then a header is needed that only our own page sends.
 */
@Component
final class CredentialReading implements ServerAuthenticationConverter {

    static final String SESSION_COOKIE = "emdia_session";
    static final String CSRF_HEADER = "X-CSRF";

    private static final String BEARER = "bearer ";
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Callers callers;

    CredentialReading(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        var header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return byToken(header, exchange).map(CredentialReading::authenticated);
        }
        var cookie = exchange.getRequest().getCookies().getFirst(SESSION_COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Mono.empty();
        }
        return bySession(cookie.getValue(), exchange).map(CredentialReading::authenticated);
    }

    private Mono<Caller> byToken(String header, ServerWebExchange exchange) {
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Mono.error(() -> refused(exchange, "the token must come as a bearer token"));
        }
        return callers.byToken(header.substring(BEARER.length()).strip())
                .switchIfEmpty(Mono.error(() -> refused(exchange, "the token is not valid")));
    }

    private Mono<Caller> bySession(String session, ServerWebExchange exchange) {
        return callers.bySession(session)
                .switchIfEmpty(Mono.error(() -> refused(exchange, "the session is over")))
                .filter(_ -> isOurPages(exchange))
                .switchIfEmpty(
                        Mono.error(() -> Problem.forbidden("a session needs " + CSRF_HEADER)));
    }

    /** Another site's page can send the cookie at most, never a header of its own choosing. */
    static boolean isOurPages(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return SAFE.contains(request.getMethod())
                || request.getHeaders().containsHeader(CSRF_HEADER);
    }

    private static Problem refused(ServerWebExchange exchange, String detail) {
        return CallerGate.unauthorized(exchange, detail);
    }

    private static Authentication authenticated(Caller caller) {
        var role = new SimpleGrantedAuthority("ROLE_" + caller.role());
        return UsernamePasswordAuthenticationToken.authenticated(caller, null, List.of(role));
    }
}

package io.emdia.access;

import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import java.time.Duration;

/** Cookies that no script can read, for https alone where there is https. */
@Component
final class SignInCookies {

    private static final String STRICT = "Strict";
    private static final String LAX = "Lax";

    private final AccessSettings settings;

    SignInCookies(AccessSettings settings) {
        this.settings = settings;
    }

    void session(ServerWebExchange exchange, String session) {
        set(
                exchange,
                CredentialReading.SESSION_COOKIE,
                session,
                STRICT,
                "/",
                Sessions.SESSION_LIFE);
    }

    void noSession(ServerWebExchange exchange) {
        set(exchange, CredentialReading.SESSION_COOKIE, "", STRICT, "/", Duration.ZERO);
    }

    /**
     * Lax: it comes back with a person whom the provider sends here, which a strict one does not.
     */
    void pending(ServerWebExchange exchange, String sealed) {
        set(exchange, PendingSignIn.COOKIE, sealed, LAX, PendingSignIn.PATH, PendingSignIn.LIFE);
    }

    void notPending(ServerWebExchange exchange) {
        set(exchange, PendingSignIn.COOKIE, "", LAX, PendingSignIn.PATH, Duration.ZERO);
    }

    private void set(
            ServerWebExchange exchange,
            String name,
            String value,
            String sameSite,
            String path,
            Duration life) {
        var isHttps = "https".equals(exchange.getRequest().getURI().getScheme());
        exchange.getResponse()
                .addCookie(
                        ResponseCookie.from(name, value)
                                .httpOnly(true)
                                .sameSite(sameSite)
                                .secure(settings.secureCookies() || isHttps)
                                .path(path)
                                .maxAge(life)
                                .build());
    }
}

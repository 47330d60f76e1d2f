package io.emdia.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.function.Predicate;

/** Tells anybody how to sign in here besides with a token. */
@RestController
@Tag(name = "Sign-in")
final class SignInOptionsEndpoint {

    /**
     * @param signedIn whether this browser has a session that still lives
     * @param providers empty where none is configured
     */
    record Options(boolean signedIn, List<SignInOffer> providers) {}

    private final Callers callers;
    private final List<SignInOffer> providers;

    SignInOptionsEndpoint(Callers callers, ObjectProvider<OidcClients> clients) {
        var configured = clients.getIfAvailable();
        this.callers = callers;
        this.providers = configured == null ? List.of() : configured.offers();
    }

    @GetMapping("/v1/sign-in-options")
    @SecurityRequirements
    @Operation(summary = "Whether one is signed in, and the providers one may sign in with; open")
    Mono<Options> options(
            @CookieValue(name = CredentialReading.SESSION_COOKIE, required = false)
                    @Nullable String session) {
        return Mono.justOrEmpty(session)
                .filter(Predicate.not(String::isEmpty))
                .flatMap(callers::bySession)
                .hasElement()
                .map(signedIn -> new Options(signedIn, providers));
    }
}

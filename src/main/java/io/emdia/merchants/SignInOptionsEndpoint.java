package io.emdia.merchants;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** Tells anybody how to sign in here besides with a token. */
@RestController
@Tag(name = "Sign-in")
final class SignInOptionsEndpoint {

    /**
     * @param providers empty where none is configured
     */
    record Options(List<SignInOffer> providers) {}

    private final Options options;

    SignInOptionsEndpoint(ObjectProvider<OidcClients> clients) {
        var configured = clients.getIfAvailable();
        this.options = new Options(configured == null ? List.of() : configured.offers());
    }

    @GetMapping("/v1/sign-in-options")
    @SecurityRequirements
    @Operation(summary = "The providers one may sign in with; open")
    Mono<Options> options() {
        return Mono.just(options);
    }
}

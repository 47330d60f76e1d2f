package io.emdia.access;

import io.emdia.access.Standing.Granted;
import io.emdia.access.Standing.Refused;
import io.emdia.http.Problem;
import io.swagger.v3.oas.annotations.Hidden;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * Signs people in with OpenID Connect: sends them to the provider, and takes them back with its
 * code. What comes of it is a session of ours like any other.
 */
@RestController
@Hidden
@ConditionalOnOAuth2ClientRegistrationProperties
final class OidcEndpoint {

    static final String BEGIN = "/oauth2/authorization";

    private static final MediaType HTML =
            new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final OidcClients clients;
    private final OidcExchange exchanges;
    private final OidcClaims claims;
    private final PendingSignIns pending;
    private final KnownMerchants merchants;
    private final Sessions sessions;
    private final SignInCookies cookies;
    private final SignInThrottle throttle;
    private final InstantSource clock;
    private final DefaultServerOAuth2AuthorizationRequestResolver requests;

    OidcEndpoint(
            OidcClients clients,
            OidcExchange exchanges,
            OidcClaims claims,
            PendingSignIns pending,
            KnownMerchants merchants,
            Sessions sessions,
            SignInCookies cookies,
            SignInThrottle throttle,
            InstantSource clock) {
        this.clients = clients;
        this.exchanges = exchanges;
        this.claims = claims;
        this.pending = pending;
        this.merchants = merchants;
        this.sessions = sessions;
        this.cookies = cookies;
        this.throttle = throttle;
        this.clock = clock;
        requests = new DefaultServerOAuth2AuthorizationRequestResolver(clients);
        requests.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @GetMapping(BEGIN + "/{registration}")
    Mono<ResponseEntity<String>> begin(
            @PathVariable String registration, ServerWebExchange exchange) {
        return client(registration)
                .then(Mono.defer(() -> requests.resolve(exchange, registration)))
                .map(
                        request -> {
                            var begun = PendingSignIn.of(request, clock.instant());
                            cookies.pending(exchange, pending.seal(begun));
                            return elsewhere(request.getAuthorizationRequestUri());
                        })
                .onErrorResume(Problem.class, problem -> refused(exchange, problem));
    }

    @GetMapping(PendingSignIn.PATH + "/{registration}")
    Mono<ResponseEntity<String>> comeBack(
            @PathVariable String registration,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            ServerWebExchange exchange) {
        cookies.notPending(exchange);
        return Mono.fromRunnable(() -> throttle.admit(exchange.getRequest()))
                .then(Mono.defer(() -> pending.of(exchange, registration, state)))
                .flatMap(begun -> claims(begun, code))
                .flatMap(vouched -> granted(claims.standing(vouched)))
                .flatMap(granted -> sessions.open(granted))
                .map(session -> goesOn(exchange, session))
                .onErrorResume(Problem.class, problem -> refused(exchange, problem));
    }

    private Mono<ClientRegistration> client(String registration) {
        return clients.findByRegistrationId(registration)
                .onErrorMap(OidcExchange::problem)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("there is no such provider")));
    }

    private Mono<Map<String, Object>> claims(PendingSignIn begun, @Nullable String code) {
        if (code == null || code.isEmpty()) {
            return Mono.error(Problem.unauthorized("the provider let nobody in"));
        }
        return client(begun.registration())
                .flatMap(client -> exchanges.claims(client, begun, code));
    }

    private Mono<Granted> granted(Standing standing) {
        return switch (standing) {
            case Refused(var reason) -> Mono.error(Problem.forbidden(reason));
            case Granted granted -> known(granted);
        };
    }

    private Mono<Granted> known(Granted granted) {
        var merchant = granted.merchantId();
        return merchant == null
                ? Mono.just(granted)
                : merchants
                        .hasMerchant(merchant)
                        .filter(known -> known)
                        .switchIfEmpty(
                                Mono.error(
                                        () ->
                                                Problem.forbidden(
                                                        "the merchant that the ID token names is"
                                                                + " not known here")))
                        .thenReturn(granted);
    }

    private ResponseEntity<String> goesOn(ServerWebExchange exchange, String session) {
        cookies.session(exchange, session);
        return ResponseEntity.ok().contentType(HTML).body(SignInPages.GOES_ON);
    }

    private static ResponseEntity<String> elsewhere(String uri) {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(uri)).build();
    }

    /** A page for a browser, a problem for everybody else. */
    private static Mono<ResponseEntity<String>> refused(
            ServerWebExchange exchange, Problem problem) {
        if (!exchange.getRequest().getHeaders().getAccept().contains(MediaType.TEXT_HTML)) {
            return Mono.error(problem);
        }
        var page = ResponseEntity.status(problem.status()).contentType(HTML);
        var retryAfter = problem.retryAfter();
        if (retryAfter != null) {
            page.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        }
        return Mono.just(page.body(SignInPages.refused(problem)));
    }
}

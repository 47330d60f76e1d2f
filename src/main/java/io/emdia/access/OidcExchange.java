package io.emdia.access;

import io.emdia.http.Problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthorizationCodeAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Trades the code that a person brings for an ID token, and checks it: signature, issuer, audience,
 * expiry, nonce. Nothing else is asked of the provider, and nothing of its answer is kept.
 */
@Component
@ConditionalOnOAuth2ClientRegistrationProperties
final class OidcExchange {

    private static final Logger LOG = LoggerFactory.getLogger(OidcExchange.class);

    /** For the code and the provider's keys together. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final ReactiveAuthenticationManager codes =
            new OidcAuthorizationCodeReactiveAuthenticationManager(
                    new WebClientReactiveAuthorizationCodeTokenResponseClient(),
                    asked -> Mono.just(new DefaultOidcUser(Set.of(), asked.getIdToken())));

    /** The claims of the ID token; a 401 when anything about it is not as it must be. */
    Mono<Map<String, Object>> claims(
            ClientRegistration client, PendingSignIn pending, String code) {
        var answer =
                OAuth2AuthorizationResponse.success(code)
                        .redirectUri(pending.redirectUri())
                        .state(pending.state())
                        .build();
        var exchange = new OAuth2AuthorizationExchange(pending.request(client), answer);
        return codes.authenticate(new OAuth2AuthorizationCodeAuthenticationToken(client, exchange))
                .timeout(ANSWER_WITHIN)
                .mapNotNull(Authentication::getPrincipal)
                .cast(OidcUser.class)
                .map(OidcUser::getClaims)
                .switchIfEmpty(Mono.error(() -> Problem.unauthorized("no ID token came")))
                .onErrorMap(failure -> !(failure instanceof Problem), OidcExchange::problem)
                .checkpoint("OpenID Connect sign-in");
    }

    /** A provider's own words stay in the log: nobody knows what they hold. */
    static Problem problem(Throwable failure) {
        if (failure instanceof OAuth2AuthenticationException refused) {
            LOG.warn("A sign-in was refused: {}", refused.getError().getErrorCode());
            LOG.debug("A sign-in was refused", failure);
            return Problem.unauthorized(
                    "the provider's answer was refused: its code or its ID token is not valid");
        }
        LOG.warn("A sign-in provider does not answer: {}", failure.getClass().getSimpleName());
        LOG.debug("A sign-in provider does not answer", failure);
        return Problem.unavailable("the sign-in provider does not answer", RETRY_AFTER);
    }
}

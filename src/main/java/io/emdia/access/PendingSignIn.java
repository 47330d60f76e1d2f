package io.emdia.access;

import static org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames.REGISTRATION_ID;
import static org.springframework.security.oauth2.core.endpoint.PkceParameterNames.CODE_VERIFIER;
import static org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames.NONCE;

import static java.util.Objects.requireNonNull;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What was asked of a provider and must be known when it sends the person back: kept by their
 * browser, sealed, so that any node can go on.
 */
record PendingSignIn(
        String registration,
        String state,
        String nonce,
        String verifier,
        String redirectUri,
        Instant begunAt) {

    static final String COOKIE = "emdia_signing_in";
    static final String PATH = "/login/oauth2/code";
    static final Duration LIFE = Duration.ofMinutes(10);

    static PendingSignIn of(OAuth2AuthorizationRequest request, Instant now) {
        return new PendingSignIn(
                requireNonNull(request.<String>getAttribute(REGISTRATION_ID)),
                requireNonNull(request.getState()),
                requireNonNull(request.<String>getAttribute(NONCE)),
                requireNonNull(request.<String>getAttribute(CODE_VERIFIER)),
                requireNonNull(request.getRedirectUri()),
                now);
    }

    boolean isOver(Instant now) {
        return now.isAfter(begunAt.plus(LIFE));
    }

    /** The request as it was, with what the provider's answer is checked against. */
    OAuth2AuthorizationRequest request(ClientRegistration client) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(requireNonNull(client.getProviderDetails().getAuthorizationUri()))
                .clientId(client.getClientId())
                .redirectUri(redirectUri)
                .scopes(client.getScopes())
                .state(state)
                .attributes(
                        Map.of(
                                REGISTRATION_ID, registration,
                                NONCE, nonce,
                                CODE_VERIFIER, verifier))
                .build();
    }

    @Override
    public String toString() {
        return "PendingSignIn";
    }
}

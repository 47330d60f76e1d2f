package io.emdia.access;

import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The providers that are configured. Each is asked for its endpoints when somebody first signs in
 * with it, not at the start: webhooks must be taken in also while a provider is away.
 */
@Component
@ConditionalOnOAuth2ClientRegistrationProperties
final class OidcClients implements ReactiveClientRegistrationRepository {

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);
    private static final String PROPERTY = "spring.security.oauth2.client.registration.";

    private final OAuth2ClientProperties properties;
    private final Map<String, Mono<ClientRegistration>> byId;

    OidcClients(OAuth2ClientProperties properties) {
        this.properties = properties;
        this.byId =
                properties.getRegistration().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, this::client));
    }

    @Override
    public Mono<ClientRegistration> findByRegistrationId(String registrationId) {
        return byId.getOrDefault(registrationId, Mono.empty());
    }

    /** What a person is offered, by id. */
    List<SignInOffer> offers() {
        return properties.getRegistration().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> SignInOffer.of(entry.getKey(), entry.getValue().getClientName()))
                .toList();
    }

    private Mono<ClientRegistration> client(Map.Entry<String, Registration> entry) {
        var scopes = entry.getValue().getScope();
        if (scopes == null || !scopes.contains(OidcScopes.OPENID)) {
            throw new IllegalArgumentException(
                    PROPERTY + entry.getKey() + ".scope must hold " + OidcScopes.OPENID);
        }
        return Mono.fromCallable(() -> discovered(entry))
                .subscribeOn(Schedulers.boundedElastic())
                .cache(_ -> FOR_EVER, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    private ClientRegistration discovered(Map.Entry<String, Registration> entry) {
        var one = new OAuth2ClientProperties();
        one.getRegistration().put(entry.getKey(), entry.getValue());
        one.getProvider().putAll(properties.getProvider());
        var registrations = new OAuth2ClientPropertiesMapper(one).asClientRegistrations();
        return registrations.values().iterator().next();
    }
}

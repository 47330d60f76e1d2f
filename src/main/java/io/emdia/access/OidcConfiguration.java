package io.emdia.access;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * Lets people come in with a provider's word, where {@code spring.security.oauth2.client} is set.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnOAuth2ClientRegistrationProperties
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class OidcConfiguration {

    @Bean
    @Order(7)
    SecurityWebFilterChain oidcChain(ServerHttpSecurity http) {
        return SecurityChains.open(http, AccessRules.OIDC);
    }

    @Bean
    OidcClaims oidcClaims(OidcSettings settings) {
        return new OidcClaims(settings);
    }
}

package io.emdia.access;

import io.emdia.http.ContentPolicy;
import io.emdia.http.Problem;
import io.emdia.http.RequestShares;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * One chain for each kind of path, none with a state of its own; what no chain knows is a 404.
 * Cross-origin requests are never allowed: no chain answers a preflight.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityChains {

    private final CredentialReading credentials;
    private final RequestShares shares;

    SecurityChains(CredentialReading credentials, RequestShares shares) {
        this.credentials = credentials;
        this.shares = shares;
    }

    @Bean
    @Order(1)
    SecurityWebFilterChain webhookChain(ServerHttpSecurity http) {
        return open(http, AccessRules.WEBHOOKS);
    }

    /** Before the API, since how to sign in is told to anybody. */
    @Bean
    @Order(2)
    SecurityWebFilterChain descriptionChain(ServerHttpSecurity http) {
        return open(http, AccessRules.DESCRIPTION);
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain apiChain(ServerHttpSecurity http, CallerGate gate) {
        return plain(http, AccessRules.API)
                .addFilterAt(callers(), SecurityWebFiltersOrder.AUTHENTICATION)
                .addFilterAfter(new CallersTurn(shares), SecurityWebFiltersOrder.AUTHORIZATION)
                .authorizeExchange(exchange -> exchange.anyExchange().access(gate))
                .build();
    }

    @Bean
    @Order(4)
    SecurityWebFilterChain probeChain(ServerHttpSecurity http) {
        return open(http, AccessRules.PROBES);
    }

    @Bean
    @Order(5)
    SecurityWebFilterChain managementChain(ServerHttpSecurity http, ManagementGate gate) {
        return plain(http, AccessRules.MANAGEMENT)
                .addFilterAt(callers(), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchange -> exchange.anyExchange().access(gate))
                .build();
    }

    @Bean
    @Order(6)
    SecurityWebFilterChain pageChain(ServerHttpSecurity http) {
        return open(http, AccessRules.PAGE);
    }

    @Bean
    @Order(8)
    SecurityWebFilterChain lastChain(ServerHttpSecurity http) {
        return plain(http, List.of("/**"))
                .authorizeExchange(
                        exchange ->
                                exchange.anyExchange()
                                        .access((_, _) -> Mono.error(SecurityChains::nothing)))
                .build();
    }

    /**
     * A filter's own time tells nobody anything, and observing each costs more than all of them.
     */
    @Bean
    SecurityObservationSettings filtersUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** There are no passwords here; whatever would ask for one fails. */
    @Bean
    ReactiveAuthenticationManager noPasswords() {
        return _ -> Mono.error(new BadCredentialsException("there are no passwords"));
    }

    /** A gateway's ids may hold a slash or a percent sign; routes match by decoded segments. */
    @Bean
    StrictServerWebExchangeFirewall firewall() {
        var firewall = new StrictServerWebExchangeFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }

    @Bean
    ServerExchangeRejectedHandler rejectedByFirewall() {
        return (_, _) -> Mono.error(Problem.malformed("the path, method or a header is malformed"));
    }

    static SecurityWebFilterChain open(ServerHttpSecurity http, List<String> paths) {
        return plain(http, paths)
                .authorizeExchange(exchange -> exchange.anyExchange().permitAll())
                .build();
    }

    private static ServerHttpSecurity plain(ServerHttpSecurity http, List<String> paths) {
        return http.securityMatcher(
                        ServerWebExchangeMatchers.pathMatchers(paths.toArray(String[]::new)))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .csrf(CsrfSpec::disable)
                .httpBasic(HttpBasicSpec::disable)
                .formLogin(FormLoginSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .headers(SecurityChains::headers);
    }

    private static void headers(HeaderSpec headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.SELF_ONLY))
                .frameOptions(frames -> frames.mode(Mode.DENY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }

    private AuthenticationWebFilter callers() {
        var filter = new AuthenticationWebFilter((ReactiveAuthenticationManager) Mono::just);
        filter.setServerAuthenticationConverter(credentials);
        filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        return filter;
    }

    private static Problem nothing() {
        return Problem.notFound("there is nothing at this path");
    }
}

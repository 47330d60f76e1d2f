package io.emdia.access;

import io.emdia.access.Caller.Role;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Lets the administrator read what the process says of itself. On a management port of its own,
 * which is for the machines that watch and not for the outside, anyone may.
 */
@Component
final class ManagementGate implements ReactiveAuthorizationManager<AuthorizationContext> {

    private final Environment environment;

    ManagementGate(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Mono<AuthorizationResult> authorize(
            Mono<Authentication> authentication, AuthorizationContext context) {
        var exchange = context.getExchange();
        if (cameByPortOfItsOwn(exchange)) {
            return Mono.just(new AuthorizationDecision(true));
        }
        return CallerGate.caller(authentication, exchange)
                .filter(caller -> caller.role() == Role.ADMINISTRATOR)
                .switchIfEmpty(Mono.error(() -> Problem.forbidden("this is for the administrator")))
                .map(_ -> new AuthorizationDecision(true));
    }

    private boolean cameByPortOfItsOwn(ServerWebExchange exchange) {
        var own = port("local.management.port");
        var local = exchange.getRequest().getLocalAddress();
        return own != null
                && !own.equals(port("local.server.port"))
                && local != null
                && local.getPort() == own;
    }

    private @Nullable Integer port(String property) {
        return environment.getProperty(property, Integer.class);
    }
}

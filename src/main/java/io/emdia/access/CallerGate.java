package io.emdia.access;

import io.emdia.access.AccessRules.Route;
import io.emdia.http.Problem;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/**
 * Lets a caller through as {@link AccessRules} says. What belongs to another merchant does not
 * exist for it: the same 404 as for a merchant that is none.
 */
@Component
final class CallerGate implements ReactiveAuthorizationManager<AuthorizationContext> {

    private final KnownMerchants merchants;

    CallerGate(KnownMerchants merchants) {
        this.merchants = merchants;
    }

    @Override
    public Mono<AuthorizationResult> authorize(
            Mono<Authentication> authentication, AuthorizationContext context) {
        var exchange = context.getExchange();
        return caller(authentication, exchange).flatMap(caller -> judge(caller, exchange));
    }

    /** Whoever calls; a 401 when nobody does. */
    static Mono<Caller> caller(Mono<Authentication> authentication, ServerWebExchange exchange) {
        return authentication
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Caller.class)
                .switchIfEmpty(Mono.error(() -> unauthorized(exchange, "a token is required")));
    }

    static Problem unauthorized(ServerWebExchange exchange, String detail) {
        exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return Problem.unauthorized(detail);
    }

    private Mono<AuthorizationResult> judge(Caller caller, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var path = request.getPath().pathWithinApplication();
        return switch (AccessRules.route(request.getMethod(), path)) {
            case Route.Declared route -> judge(caller, route);
            case Route.OtherMethods(var allowed) ->
                    Mono.error(new MethodNotAllowedException(request.getMethod(), allowed));
            case Route.Unknown _ -> Mono.error(Problem.notFound("there is nothing at this path"));
        };
    }

    private Mono<AuthorizationResult> judge(Caller caller, Route.Declared route) {
        var merchantId = route.merchantId();
        if (merchantId == null) {
            return sufficient(caller, route);
        }
        if (!caller.sees(merchantId)) {
            return Mono.error(KnownMerchants.noSuchMerchant());
        }
        return merchants
                .hasMerchant(merchantId)
                .filter(known -> known)
                .switchIfEmpty(Mono.error(KnownMerchants::noSuchMerchant))
                .flatMap(_ -> sufficient(caller, route));
    }

    private static Mono<AuthorizationResult> sufficient(Caller caller, Route.Declared route) {
        return caller.role().compareTo(route.least()) < 0
                ? Mono.error(Problem.forbidden("this needs the role " + route.least()))
                : Mono.just(new AuthorizationDecision(true));
    }
}

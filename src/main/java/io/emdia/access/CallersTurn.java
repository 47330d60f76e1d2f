package io.emdia.access;

import io.emdia.access.AccessRules.Route;
import io.emdia.auditlog.Actor;
import io.emdia.http.RequestShares;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

/**
 * What follows once a caller is let through: the request takes its turn among its merchant's, and
 * whatever it changes is known to be the caller's doing. Streams and imports have shares of their
 * own.
 */
final class CallersTurn implements WebFilter {

    private final RequestShares shares;

    CallersTurn(RequestShares shares) {
        this.shares = shares;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .mapNotNull(Authentication::getPrincipal)
                .ofType(Caller.class)
                .map(Caller::actor)
                .flatMap(actor -> inTurn(exchange.getRequest(), asked(exchange, chain, actor)));
    }

    private static Mono<Void> asked(ServerWebExchange exchange, WebFilterChain chain, Actor actor) {
        return chain.filter(exchange).contextWrite(actor::in);
    }

    private Mono<Void> inTurn(ServerHttpRequest request, Mono<Void> answer) {
        var path = request.getPath().pathWithinApplication();
        if (!(AccessRules.route(request.getMethod(), path) instanceof Route.Declared route)) {
            return answer;
        }
        var merchant = route.merchantId();
        if (merchant == null || hasItsOwn(request.getMethod(), path.value())) {
            return answer;
        }
        return path.value().endsWith(".csv")
                ? shares.download(merchant, request, answer)
                : shares.request(merchant, request, answer);
    }

    private static boolean hasItsOwn(HttpMethod method, String path) {
        return path.endsWith("/stream")
                || path.endsWith("/live")
                || (method == HttpMethod.POST && path.endsWith("/imports"));
    }
}

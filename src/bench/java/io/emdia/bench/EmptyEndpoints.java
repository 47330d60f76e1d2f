package io.emdia.bench;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;

import reactor.core.publisher.Mono;

/**
 * Two endpoints that read a body, drop it and answer 200, in the product's own server: what WebFlux
 * takes at most. One stands behind the filters that webhooks pass, the other behind none at all.
 */
class EmptyEndpoints {

    static final String FILTERED = "/webhooks/empty/empty";
    static final String BARE = "/webhooks/empty/bare";

    @Bean
    RouterFunction<ServerResponse> empty() {
        return RouterFunctions.route(POST(FILTERED).or(POST(BARE)), EmptyEndpoints::drop);
    }

    /** Hands the bare path to the endpoint before the product's first filter sees it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter shortCut(ObjectProvider<DispatcherHandler> dispatcher) {
        return (exchange, chain) ->
                exchange.getRequest().getPath().value().equals(BARE)
                        ? handler(dispatcher).handle(exchange)
                        : chain.filter(exchange);
    }

    private static WebHandler handler(ObjectProvider<DispatcherHandler> dispatcher) {
        return dispatcher.getObject();
    }

    private static Mono<ServerResponse> drop(ServerRequest request) {
        return request.bodyToFlux(DataBuffer.class)
                .doOnNext(DataBufferUtils::release)
                .then(ServerResponse.ok().contentLength(0).build());
    }
}

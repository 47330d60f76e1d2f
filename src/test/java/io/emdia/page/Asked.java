package io.emdia.page;

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the product is asked, seen from inside: whoever asks, a tab, a worker or a program. */
final class Asked implements WebFilter {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, AtomicInteger> open = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var request = exchange.getRequest();
        var path = request.getPath().value();
        requests.add(request.getMethod() + " " + request.getURI());
        var answering = open.computeIfAbsent(path, _ -> new AtomicInteger());
        answering.incrementAndGet();
        return chain.filter(exchange).doFinally(_ -> answering.decrementAndGet());
    }

    /** Requests to a path that are being answered now. */
    int open(String path) {
        var answering = open.get(path);
        return answering == null ? 0 : answering.get();
    }

    /** Method and address of every request since the start. */
    List<String> requests() {
        return List.copyOf(requests);
    }
}

package io.emdia.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriComponentsBuilder;

import reactor.core.publisher.Mono;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Behind a proxy that is trusted, takes from it who the client is and whether it came by https;
 * everybody else may claim what they like. The client is the rightmost address that is no trusted
 * proxy's: what stands left of it anybody could have written.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ForwardedClient implements WebFilter {

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTOCOL = "X-Forwarded-Proto";
    private static final Set<String> PROTOCOLS = Set.of("http", "https");
    private static final int HOPS_MAX = 20;

    private final ProxySettings settings;

    ForwardedClient(ProxySettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var peer = exchange.getRequest().getRemoteAddress();
        if (peer == null || peer.getAddress() == null || !settings.trusts(peer.getAddress())) {
            return chain.filter(exchange);
        }
        var told = told(exchange.getRequest(), peer);
        return chain.filter(exchange.mutate().request(told).build());
    }

    private ServerHttpRequest told(ServerHttpRequest request, InetSocketAddress peer) {
        var hops = values(request, FOR);
        var client = new InetSocketAddress(client(peer.getAddress(), hops), peer.getPort());
        var changed = request.mutate().remoteAddress(client);
        var protocols = values(request, PROTOCOL);
        var protocol = protocols.isEmpty() ? "" : protocols.getLast().toLowerCase(Locale.ROOT);
        if (PROTOCOLS.contains(protocol)) {
            var uri = UriComponentsBuilder.fromUri(request.getURI()).scheme(protocol);
            changed.uri(uri.build(true).toUri());
        }
        return changed.build();
    }

    private InetAddress client(InetAddress peer, List<String> hops) {
        var client = peer;
        var looked = 0;
        for (var hop : hops.reversed()) {
            var address = parsed(hop);
            if (address == null || ++looked > HOPS_MAX) {
                return client;
            }
            client = address;
            if (!settings.trusts(address)) {
                return client;
            }
        }
        return client;
    }

    private static List<String> values(ServerHttpRequest request, String name) {
        var values = new ArrayList<String>();
        for (var line : request.getHeaders().getOrDefault(name, List.of())) {
            values.addAll(Arrays.asList(line.split(",", -1)));
        }
        return values.stream().map(String::strip).toList();
    }

    /** Never a name, which would have to be looked up. */
    private static @Nullable InetAddress parsed(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }
}

package io.emdia.intake;

import io.emdia.gateways.PublishedKeys;
import io.netty.channel.ChannelOption;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import java.net.URI;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key sets that gateways publish, kept in memory: read over the network only when a key is
 * missing or stale, and seldom. Needs neither the database nor the log.
 */
@Component
final class KeySets implements PublishedKeys, DisposableBean {

    private static final int SOCKETS_MAX = 8;

    private final KeySetSettings settings;
    private final InstantSource clock;
    private final ConnectionProvider sockets;
    private final WebClient web;
    private final Map<URI, KeySet> sets = new ConcurrentHashMap<>();

    KeySets(KeySetSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.sockets =
                ConnectionProvider.builder("key-sets")
                        .maxConnections(SOCKETS_MAX)
                        .pendingAcquireMaxCount(settings.setsMax())
                        .pendingAcquireTimeout(settings.answerWithin())
                        .maxIdleTime(settings.refreshEvery())
                        .build();
        this.web = web(sockets, settings);
    }

    private static WebClient web(ConnectionProvider sockets, KeySetSettings settings) {
        var within = settings.answerWithin();
        var http =
                HttpClient.create(sockets)
                        .followRedirect(false)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.toIntExact(within.toMillis()))
                        .responseTimeout(within);
        var max = Math.toIntExact(settings.answerMax().toBytes());
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(max))
                .build();
    }

    @Override
    public @Nullable PublicKey find(URI set, String id) {
        var known = sets.get(set);
        return known == null ? null : known.find(id, clock.instant());
    }

    /**
     * Reads a set of which a key was missing, unless that was done a moment ago. Completes when
     * what is known is as new as it is going to be; never fails.
     */
    Mono<KeySet.Answer> refreshed(URI set) {
        return Mono.defer(() -> known(set).refreshed(read(set), clock.instant()));
    }

    private KeySet known(URI set) {
        if (!sets.containsKey(set) && sets.size() >= settings.setsMax()) {
            sets.entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().askedAt()))
                    .ifPresent(oldest -> sets.remove(oldest.getKey()));
        }
        return sets.computeIfAbsent(set, _ -> new KeySet(settings));
    }

    private Mono<Map<String, PublicKey>> read(URI set) {
        return web.get()
                .uri(set)
                .exchangeToMono(KeySets::body)
                .map(KeySetReading::read)
                .timeout(settings.answerWithin());
    }

    private static Mono<byte[]> body(ClientResponse response) {
        return response.statusCode().is2xxSuccessful()
                ? response.bodyToMono(byte[].class).switchIfEmpty(Mono.error(KeySets::silent))
                : response.releaseBody().then(Mono.error(KeySets::silent));
    }

    private static IllegalStateException silent() {
        return new IllegalStateException("the set was not answered");
    }

    @Override
    public void destroy() {
        sockets.dispose();
    }
}

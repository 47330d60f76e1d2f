package io.emdia.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Signs the company up as an administrator would: over HTTP, with the administrator's token. */
final class Onboarding {

    static final List<String> GATEWAYS = List.of("standard", "stripe");

    private static final Logger LOG = LoggerFactory.getLogger(Onboarding.class);
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONNECTIONS = "/v1/merchants/" + Company.ID + "/connections";

    private final WebClient web;

    Onboarding(WebClient.Builder web, String baseUrl, String adminToken) {
        this.web =
                web.baseUrl(baseUrl)
                        .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + adminToken)
                        .build();
    }

    /** The accounts, new ones at the first start, else the old ones with new secrets. */
    Mono<List<Account>> accounts() {
        return merchant()
                .thenMany(Flux.fromIterable(GATEWAYS))
                .concatMap(this::account)
                .collectList()
                .checkpoint("demo onboarding");
    }

    private Mono<Void> merchant() {
        var merchant =
                Happening.members(
                        "id",
                        Company.ID,
                        "name",
                        Company.NAME,
                        "time_zone",
                        "America/Sao_Paulo",
                        "calendar",
                        "BR");
        return web.post()
                .uri("/v1/merchants")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(merchant)
                .retrieve()
                .onStatus(HttpStatus.CONFLICT::equals, _ -> Mono.empty())
                .toBodilessEntity()
                .then(currency());
    }

    private Mono<Void> currency() {
        return web.patch()
                .uri("/v1/merchants/" + Company.ID)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("default_currency", "BRL"))
                .retrieve()
                .toBodilessEntity()
                .then();
    }

    private Mono<Account> account(String gateway) {
        var secret = secret();
        return web.get()
                .uri(CONNECTIONS)
                .retrieve()
                .bodyToMono(Connections.class)
                .flatMap(known -> known.of(gateway))
                .flatMap(id -> rotated(id, secret))
                .switchIfEmpty(Mono.defer(() -> created(gateway, secret)))
                .map(id -> new Account(gateway, id, secret))
                .onErrorResume(WebClientResponseException.class, e -> without(gateway, e));
    }

    private static Mono<Account> without(String gateway, WebClientResponseException failure) {
        LOG.warn("The demo goes without {}: {}", gateway, failure.getMessage());
        return Mono.empty();
    }

    private Mono<String> created(String gateway, String secret) {
        return web.post()
                .uri(CONNECTIONS)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("gateway", gateway, "secrets", List.of(secret)))
                .retrieve()
                .bodyToMono(Connections.One.class)
                .map(Connections.One::id);
    }

    private Mono<String> rotated(String id, String secret) {
        return web.put()
                .uri(CONNECTIONS + "/" + id + "/secrets")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("secrets", List.of(secret)))
                .retrieve()
                .toBodilessEntity()
                .thenReturn(id);
    }

    private static String secret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Signatures.PREFIX + Base64.getEncoder().encodeToString(bytes);
    }
}

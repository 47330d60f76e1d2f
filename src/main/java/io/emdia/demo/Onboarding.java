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
import java.util.List;
import java.util.Map;

/** Signs the company up as an administrator would: over HTTP, with the administrator's token. */
final class Onboarding {

    private static final Logger LOG = LoggerFactory.getLogger(Onboarding.class);
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String API_TOKEN = "demo";
    private static final String CONNECTIONS = "/v1/merchants/" + Company.ID + "/connections";

    private final WebClient web;
    private final List<Dialect> dialects;
    private final String apiUrl;

    /**
     * @param apiUrl where the simulated gateways can be asked
     */
    Onboarding(
            WebClient.Builder web,
            String baseUrl,
            String adminToken,
            List<Dialect> dialects,
            String apiUrl) {
        this.dialects = dialects;
        this.apiUrl = apiUrl;
        this.web =
                web.baseUrl(baseUrl)
                        .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + adminToken)
                        .build();
    }

    /** The accounts, new ones at the first start, else the old ones with new secrets. */
    Mono<List<Account>> accounts() {
        return merchant()
                .thenMany(Flux.fromIterable(dialects))
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

    private Mono<Account> account(Dialect dialect) {
        var gateway = dialect.gateway();
        var secret = secret(dialect);
        return web.get()
                .uri(CONNECTIONS)
                .retrieve()
                .bodyToMono(Connections.class)
                .flatMap(known -> known.of(gateway))
                .flatMap(id -> rotated(id, secret))
                .switchIfEmpty(Mono.defer(() -> created(gateway, secret)))
                .flatMap(id -> told(dialect, id))
                .map(id -> new Account(dialect, id, secret))
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

    /** Where this start's API is, for those who have one. */
    private Mono<String> told(Dialect dialect, String id) {
        if (!dialect.hasApi()) {
            return Mono.just(id);
        }
        return web.patch()
                .uri(CONNECTIONS + "/" + id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        Map.of("api_token", API_TOKEN, "settings", Map.of("api_base_url", apiUrl)))
                .retrieve()
                .toBodilessEntity()
                .thenReturn(id);
    }

    private static String secret(Dialect dialect) {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return dialect.secret(bytes);
    }
}

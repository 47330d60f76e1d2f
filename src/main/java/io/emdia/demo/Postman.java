package io.emdia.demo;

import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** Posts signed webhooks over real HTTP, again when they are not accepted, as gateways do. */
final class Postman {

    private static final int RETRIES_MAX = 8;
    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

    private final WebClient web;
    private final String baseUrl;
    private final InstantSource clock;

    Postman(WebClient.Builder web, String baseUrl, InstantSource clock) {
        this.web = web.build();
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    Mono<Void> post(Account account, Scene scene) {
        return Mono.defer(() -> once(account, scene))
                .retryWhen(Retry.backoff(RETRIES_MAX, RETRY_WAIT));
    }

    private Mono<Void> once(Account account, Scene scene) {
        var letter = account.dialect().letter(scene, account.secret(), clock.instant());
        return letter == null ? Mono.empty() : once(account, letter);
    }

    private Mono<Void> once(Account account, Letter letter) {
        return web.post()
                .uri(URI.create(baseUrl + "/webhooks/" + account.connectionId() + letter.query()))
                .contentType(letter.type())
                .headers(headers -> letter.headers().forEach(headers::set))
                .bodyValue(letter.body())
                .retrieve()
                .toBodilessEntity()
                .timeout(ANSWER_WAIT)
                .then();
    }
}

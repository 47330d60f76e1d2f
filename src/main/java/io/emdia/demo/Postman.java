package io.emdia.demo;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.InstantSource;

/** Posts signed webhooks over real HTTP, again when they are not accepted, as gateways do. */
final class Postman {

    private static final int RETRIES_MAX = 8;
    private static final Duration RETRY_WAIT = Duration.ofSeconds(1);
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

    private final WebClient web;
    private final JsonMapper json;
    private final InstantSource clock;

    Postman(WebClient.Builder web, String baseUrl, JsonMapper json, InstantSource clock) {
        this.web = web.baseUrl(baseUrl).build();
        this.json = json;
        this.clock = clock;
    }

    Mono<Void> post(Account account, Happening happening) {
        return Mono.defer(() -> once(account, happening))
                .retryWhen(Retry.backoff(RETRIES_MAX, RETRY_WAIT));
    }

    private Mono<Void> once(Account account, Happening happening) {
        var seconds = clock.instant().getEpochSecond();
        var request =
                web.post()
                        .uri("/webhooks/{connection}", account.connectionId())
                        .contentType(MediaType.APPLICATION_JSON);
        return signed(request, account, happening, seconds)
                .retrieve()
                .toBodilessEntity()
                .timeout(ANSWER_WAIT)
                .then();
    }

    private WebClient.RequestHeadersSpec<?> signed(
            RequestBodySpec request, Account account, Happening happening, long seconds) {
        return switch (account.gateway()) {
            case "stripe" -> stripe(request, account, happening.stripeBody(json), seconds);
            default -> standard(request, account, happening, seconds);
        };
    }

    private static WebClient.RequestHeadersSpec<?> stripe(
            RequestBodySpec request, Account account, byte[] body, long seconds) {
        return request.header(
                        "Stripe-Signature", Signatures.stripe(account.secret(), seconds, body))
                .bodyValue(body);
    }

    private WebClient.RequestHeadersSpec<?> standard(
            RequestBodySpec request, Account account, Happening happening, long seconds) {
        var body = happening.standardBody(json);
        return request.header("webhook-id", happening.id())
                .header("webhook-timestamp", Long.toString(seconds))
                .header(
                        "webhook-signature",
                        Signatures.standard(account.secret(), happening.id(), seconds, body))
                .bodyValue(body);
    }
}

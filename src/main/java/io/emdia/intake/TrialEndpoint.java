package io.emdia.intake;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.Acts;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Trust;
import io.emdia.http.Problem;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.merchants.ConnectionDirectory.Lookup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends a connection a webhook as its gateway would, through the same door: admission, proof and
 * log are the real ones, and it is counted and told of like any other. It moves no figure.
 */
@RestController
@Tag(name = "Connections")
final class TrialEndpoint {

    private static final String PREFIX = "emdia-test-";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /**
     * @param status what the gateway would have been answered
     * @param tookMs until it was on the log
     * @param detail why not; null when it was accepted
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Outcome(boolean accepted, int status, long tookMs, @Nullable String detail) {}

    private final ConnectionDirectory connections;
    private final Map<String, Gateway> gateways;
    private final WebhookIntake intake;
    private final InstantSource clock;
    private final Acts acts;

    TrialEndpoint(
            ConnectionDirectory connections,
            List<Gateway> gateways,
            WebhookIntake intake,
            InstantSource clock,
            Acts acts) {
        this.connections = connections;
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
        this.intake = intake;
        this.clock = clock;
        this.acts = acts;
    }

    @PostMapping("/v1/merchants/{m}/connections/{connection}/test")
    @Operation(
            summary = "Send a test delivery, signed as the gateway signs",
            description =
                    "It tells nothing and moves no figure. 422 where only the gateway itself can"
                            + " sign.")
    Mono<Outcome> send(
            @PathVariable("m") String merchant,
            @PathVariable("connection") String id,
            ServerHttpRequest request) {
        return Mono.fromCallable(() -> webhook(connection(merchant, id)))
                .flatMap(webhook -> sent(id, webhook, request))
                .flatMap(outcome -> logged(merchant, id, outcome));
    }

    private Mono<Outcome> logged(String merchant, String id, Outcome outcome) {
        var details = Map.of("status", String.valueOf(outcome.status()));
        return acts.record(merchant, Act.CONNECTION_TESTED, id, details).thenReturn(outcome);
    }

    private Connection connection(String merchant, String id) {
        return switch (connections.find(id)) {
            case Lookup.Found(var found) when found.merchantId().equals(merchant) -> found;
            case Lookup.Found _, Lookup.Unknown _ ->
                    throw Problem.notFound("there is no such connection, or it is disabled");
            case Lookup.CannotTell _ ->
                    throw Problem.unavailable("connections cannot be looked up yet", RETRY_AFTER);
        };
    }

    private Trial.Webhook webhook(Connection connection) {
        var gateway = gateways.get(connection.gateway());
        if (gateway == null) {
            throw Problem.unprocessable("this node does not know the connection's gateway");
        }
        var trust = Trust.in(connection.secrets(), connection.settings());
        return switch (gateway.trial(PREFIX + UUID.randomUUID(), trust, clock.instant())) {
            case Trial.Webhook webhook -> webhook;
            case Trial.Impossible(var reason) -> throw Problem.unprocessable(reason);
        };
    }

    private Mono<Outcome> sent(String id, Trial.Webhook webhook, ServerHttpRequest request) {
        var from = clock.instant();
        return intake.accept(id, "", new TrialRequest(request, "/webhooks/" + id, webhook))
                .map(_ -> new Outcome(true, 200, since(from), null))
                .onErrorResume(
                        Problem.class, refused -> Mono.fromSupplier(() -> outcome(refused, from)));
    }

    private Outcome outcome(Problem refused, Instant from) {
        return new Outcome(false, refused.status().value(), since(from), refused.detail());
    }

    private long since(Instant from) {
        return Math.max(0, Duration.between(from, clock.instant()).toMillis());
    }
}

package io.emdia.intake;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.gateways.Arrival;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;
import io.emdia.http.Closing;
import io.emdia.http.Problem;
import io.emdia.http.RequestThread;
import io.emdia.intake.Admission.Slot;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.merchants.ConnectionDirectory.Lookup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a webhook's raw bytes and puts them on the log. Needs the connections in memory and the
 * log, nothing else; what a delivery says is not looked at here. Of a refused request nothing is
 * kept and nothing is logged.
 */
@Component
final class WebhookIntake {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);

    private final ConnectionDirectory connections;
    private final Map<String, Gateway> gateways;
    private final Admission admission;
    private final DeliveryLog log;
    private final Closing closing;
    private final InstantSource clock;
    private final IntakeSettings settings;
    private final IntakeMeters meters;

    WebhookIntake(
            ConnectionDirectory connections,
            List<Gateway> gateways,
            Admission admission,
            DeliveryLog log,
            Closing closing,
            InstantSource clock,
            IntakeSettings settings,
            IntakeMeters meters) {
        this.connections = connections;
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
        this.admission = admission;
        this.log = log;
        this.closing = closing;
        this.clock = clock;
        this.settings = settings;
        this.meters = meters;
    }

    /** A webhook at its connection's door. */
    private record Caller(
            Connection connection,
            Gateway gateway,
            Turnstile turnstile,
            ServerHttpRequest request) {}

    /**
     * Completes with the body of the 200 once the delivery is on the log; fails with the {@link
     * Problem} that says why not.
     *
     * @param pathEnding what stands behind the connection's path, empty for nothing
     */
    Mono<String> accept(String connectionId, String pathEnding, ServerHttpRequest request) {
        return Mono.defer(() -> measured(connectionId, pathEnding, request))
                .checkpoint("webhook intake");
    }

    private Mono<String> measured(
            String connectionId, String pathEnding, ServerHttpRequest request) {
        var sample = meters.start();
        try {
            var caller = callerOf(connectionId, pathEnding, request);
            var gateway = caller.gateway().name();
            return admitted(caller)
                    .doOnSuccess(_ -> caller.turnstile().accepted())
                    .doOnSuccess(_ -> meters.accepted(gateway, sample))
                    .doOnError(failure -> failed(caller, failure))
                    .doOnCancel(() -> abandoned(caller));
        } catch (Problem problem) {
            meters.failed(IntakeMeters.NO_GATEWAY, problem);
            return Mono.error(problem);
        }
    }

    private void failed(Caller caller, Throwable failure) {
        refused(caller.turnstile());
        meters.failed(caller.gateway().name(), failure);
    }

    private void abandoned(Caller caller) {
        refused(caller.turnstile());
        meters.abandoned(caller.gateway().name());
    }

    private void refused(Turnstile turnstile) {
        turnstile.refused();
        meters.refused(turnstile);
    }

    private Caller callerOf(String connectionId, String pathEnding, ServerHttpRequest request) {
        if (closing.hasBegun()) {
            throw unavailable("this node is stopping");
        }
        var connection =
                switch (connections.find(connectionId)) {
                    case Lookup.Found found when found.connection().enabled() -> found.connection();
                    case Lookup.Found _, Lookup.Unknown _ ->
                            throw Problem.notFound("there is no such connection");
                    case Lookup.CannotTell _ ->
                            throw unavailable("connections cannot be looked up yet");
                };
        var gateway = gateways.get(connection.gateway());
        if (gateway == null) {
            throw unavailable("this node does not know the connection's gateway");
        }
        if (!pathEnding.isEmpty() && !gateway.pathEndings().contains(pathEnding)) {
            throw Problem.notFound("there is no such connection");
        }
        return new Caller(connection, gateway, admission.turnstileOf(connection), request);
    }

    private Mono<String> admitted(Caller caller) {
        return Mono.using(() -> enter(caller), _ -> stored(caller), admission::leave);
    }

    /** Throws what refuses it; not a byte of the body has been read then. */
    private Slot enter(Caller caller) {
        var size = RawRequest.announcedSize(caller.request(), settings.maxBodyBytes());
        return admission.enter(caller.turnstile(), size);
    }

    private Mono<String> stored(Caller caller) {
        return RawRequest.read(caller.request(), settings.maxBodyBytes())
                .map(arrival -> authentic(caller, arrival))
                .flatMap(delivery -> append(delivery, RequestThread.of(caller.request())))
                .map(_ -> caller.gateway().acceptedBody());
    }

    /** The same answer whatever failed; the gateway spends the same work on each failure. */
    private Delivery authentic(Caller caller, Arrival arrival) {
        var connection = caller.connection();
        var secrets = connection.secrets();
        var trust = Trust.in(secrets, connection.settings());
        var verdict = caller.gateway().authenticate(arrival, trust, clock.instant());
        if (!(verdict instanceof Verdict.Authentic)) {
            throw Problem.unauthorized("the webhook is not authentic");
        }
        return new Delivery(
                connection.merchantId(),
                connection.id(),
                connection.gateway(),
                keptHeaders(caller.gateway(), arrival),
                RawRequest.queryWithout(secrets, caller.request()),
                arrival.body());
    }

    private static Map<String, String> keptHeaders(Gateway gateway, Arrival arrival) {
        var kept = new HashMap<String, String>();
        for (var name : gateway.keptHeaders()) {
            var value = arrival.onlyHeader(name);
            if (value != null && !name.startsWith(Fetched.MARKS)) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    /**
     * Shielded: a sender that goes away must not stop an append half way. Goes on at once where the
     * request is answered: the log's own thread has others to tell.
     */
    private Mono<LogPosition> append(Delivery delivery, Executor thread) {
        var key = PartitionKey.of(delivery.connectionId(), delivery.body());
        return Mono.fromFuture(
                        () ->
                                log.append(key, delivery)
                                        .toFuture()
                                        .whenCompleteAsync((_, _) -> {}, thread),
                        true)
                .switchIfEmpty(Mono.error(() -> new LogUnavailable("the log said nothing")))
                .onErrorMap(this::notStored);
    }

    private Problem notStored(Throwable failure) {
        if (!(failure instanceof LogUnavailable)) {
            LOG.error("The log refused a delivery", failure);
        }
        return unavailable("the log cannot take it now");
    }

    private Problem unavailable(String detail) {
        return Problem.unavailable(detail, settings.retryAfter());
    }
}

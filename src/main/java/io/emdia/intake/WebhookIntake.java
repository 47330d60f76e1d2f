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
    private final KeySets keySets;
    private final DeliveryLog log;
    private final Closing closing;
    private final InstantSource clock;
    private final IntakeSettings settings;
    private final IntakeMeters meters;

    WebhookIntake(
            ConnectionDirectory connections,
            List<Gateway> gateways,
            Admission admission,
            KeySets keySets,
            DeliveryLog log,
            Closing closing,
            InstantSource clock,
            IntakeSettings settings,
            IntakeMeters meters) {
        this.connections = connections;
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
        this.admission = admission;
        this.keySets = keySets;
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
                    .doOnSuccess(_ -> caller.turnstile().accepted(clock.instant()))
                    .doOnSuccess(_ -> meters.accepted(gateway, sample))
                    .doOnError(failure -> failed(caller, failure))
                    .doOnCancel(() -> abandoned(caller));
        } catch (Problem problem) {
            meters.failed(IntakeMeters.NO_GATEWAY, problem);
            return Mono.error(problem);
        }
    }

    private void failed(Caller caller, Throwable failure) {
        refused(caller.turnstile(), Refusal.of(failure));
        meters.failed(caller.gateway().name(), failure);
    }

    private void abandoned(Caller caller) {
        refused(caller.turnstile(), Refusal.ABANDONED);
        meters.abandoned(caller.gateway().name());
    }

    private void refused(Turnstile turnstile, Refusal why) {
        turnstile.refused(clock.instant(), why);
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
        return Mono.using(() -> enter(caller), slot -> stored(caller, slot), Slot::leave);
    }

    /** Throws what refuses it; not a byte of the body has been read then. */
    private Slot enter(Caller caller) {
        var size = RawRequest.announcedSize(caller.request(), settings.maxBodyBytes());
        return admission.enter(caller.turnstile(), size);
    }

    private Mono<String> stored(Caller caller, Slot slot) {
        return RawRequest.read(caller.request(), settings.maxBodyBytes())
                .doOnNext(arrival -> slot.shrinkTo(arrival.body().length))
                .flatMap(arrival -> judged(caller, arrival))
                .map(_ -> caller.gateway().acceptedBody());
    }

    /** The same answer whatever failed; the gateway spends the same work on each failure. */
    private Mono<LogPosition> judged(Caller caller, Arrival arrival) {
        return switch (verdict(caller, arrival)) {
            case Verdict.Authentic _ -> append(caller, arrival);
            case Verdict.Refused _ -> throw notAuthentic();
            case Verdict.KeyMissing(var set) ->
                    keySets.refreshed(set).flatMap(answer -> judged(caller, arrival, answer));
        };
    }

    /**
     * Again with what is known by now: a key that is still missing may be one we could not read.
     */
    private Mono<LogPosition> judged(Caller caller, Arrival arrival, KeySet.Answer answer) {
        return switch (verdict(caller, arrival)) {
            case Verdict.Authentic _ -> append(caller, arrival);
            case Verdict.Refused _ -> throw notAuthentic();
            case Verdict.KeyMissing _ ->
                    throw switch (answer) {
                        case READ -> notAuthentic();
                        case AWAY -> unavailable("the gateway's keys cannot be read now");
                    };
        };
    }

    private Verdict verdict(Caller caller, Arrival arrival) {
        var connection = caller.connection();
        var trust = new Trust(connection.secrets(), connection.settings(), keySets);
        return caller.gateway().authenticate(arrival, trust, clock.instant());
    }

    private static Problem notAuthentic() {
        return Problem.unauthorized("the webhook is not authentic");
    }

    private static Delivery delivery(Caller caller, Arrival arrival) {
        var connection = caller.connection();
        return new Delivery(
                connection.merchantId(),
                connection.id(),
                connection.gateway(),
                keptHeaders(caller.gateway(), arrival),
                RawRequest.queryWithout(connection.secrets(), caller.request()),
                CardNumbers.masked(arrival.body()));
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
    private Mono<LogPosition> append(Caller caller, Arrival arrival) {
        var delivery = delivery(caller, arrival);
        var thread = RequestThread.of(caller.request());
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

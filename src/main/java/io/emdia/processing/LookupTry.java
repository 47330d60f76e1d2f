package io.emdia.processing;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.gateways.ApiCall;
import io.emdia.gateways.Fetched;
import io.emdia.gateways.Gateway;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Reading;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.merchants.ConnectionDirectory.Lookup;
import io.emdia.processing.LookupRows.Leased;
import io.emdia.processing.NotAnswered.Kind;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One try to look something up: asks the gateway's API and puts what it answers on the log, so that
 * it goes the way of every delivery. Total: whatever happens, there is an outcome.
 */
@Component
final class LookupTry {

    private static final Logger LOG = LoggerFactory.getLogger(LookupTry.class);

    /** Spreads over the log what is fetched for one connection. */
    private static final int SLOTS = 64;

    private static final NotAnswered LEFT_ALONE =
            new NotAnswered(Kind.FAILED, "the gateway failed often, and is left alone for a while");

    private final Map<String, Gateway> gateways;
    private final Map<String, GatewayApi> apis;
    private final ConnectionDirectory connections;
    private final ApiClient client;
    private final ApiBreakers breakers;
    private final DeliveryLog log;
    private final LookupSettings settings;
    private final InstantSource clock;

    LookupTry(
            List<Gateway> gateways,
            List<GatewayApi> apis,
            ConnectionDirectory connections,
            ApiClient client,
            ApiBreakers breakers,
            DeliveryLog log,
            LookupSettings settings,
            InstantSource clock) {
        this.gateways =
                gateways.stream().collect(Collectors.toMap(Gateway::name, Function.identity()));
        this.apis =
                apis.stream().collect(Collectors.toMap(GatewayApi::gateway, Function.identity()));
        this.connections = connections;
        this.client = client;
        this.breakers = breakers;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<Outcome> of(Leased leased) {
        return Mono.defer(() -> tried(leased))
                .timeout(settings.tryWithin())
                .onErrorResume(failure -> Mono.just(outcome(leased, failure)));
    }

    private Mono<Outcome> tried(Leased leased) {
        return switch (connections.find(leased.connectionId())) {
            case Lookup.Found found -> tried(leased, found.connection());
            case Lookup.Unknown _ -> unasked(leased, "there is no such connection any more");
            case Lookup.CannotTell _ -> Mono.just(new Outcome.PutOff());
        };
    }

    private Mono<Outcome> tried(Leased leased, Connection connection) {
        var gateway = gateways.get(connection.gateway());
        var api = apis.get(connection.gateway());
        if (gateway == null || api == null) {
            return unasked(leased, "this gateway cannot be asked");
        }
        var token = connection.apiToken();
        if (token == null) {
            return Mono.just(
                    leased.what().required() ? new Outcome.WithoutToken() : new Outcome.Dropped());
        }
        var call = api.call(leased.resource(), connection.settings(), token);
        return call == null
                ? unasked(leased, "the gateway cannot be asked for it")
                : asked(connection, call)
                        .flatMap(body -> answered(leased, connection, gateway, body));
    }

    /** What tells enough without is not kept for ever. */
    private static Mono<Outcome> unasked(Leased leased, String reason) {
        return leased.what().required()
                ? Mono.error(new NotAnswered(Kind.REFUSED, reason))
                : Mono.just(new Outcome.Dropped());
    }

    private Mono<byte[]> asked(Connection connection, ApiCall call) {
        var breaker = breakers.of(connection);
        return client.get(connection.id(), call)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .retryWhen(repeats());
    }

    private Retry repeats() {
        return Retry.backoff(settings.repeatsMax(), settings.repeatAfter())
                .filter(failure -> failure instanceof NotAnswered not && not.isFailed())
                .onRetryExhaustedThrow((_, signal) -> signal.failure());
    }

    private Mono<Outcome> answered(
            Leased leased, Connection connection, Gateway gateway, byte[] body) {
        var fetched = new Fetched(leased.resource(), clock.instant());
        var reading = gateway.read(fetched.with(body), connection.settings());
        if (reading instanceof Reading.Unreadable unreadable) {
            return Mono.error(
                    new NotAnswered(
                            Kind.UNREADABLE, "the answer cannot be read: " + unreadable.reason()));
        }
        var delivery =
                new Delivery(
                        connection.merchantId(),
                        connection.id(),
                        connection.gateway(),
                        Hops.in(fetched, leased.what().hops() + 1),
                        "",
                        body);
        return appended(delivery, slot(leased)).thenReturn(new Outcome.Fetched());
    }

    /** Shielded: a try that takes too long must not stop an append half way. */
    private Mono<Void> appended(Delivery delivery, int slot) {
        var key = delivery.connectionId() + "/" + slot;
        return Mono.fromFuture(() -> log.append(key, delivery).toFuture(), true).then();
    }

    private static int slot(Leased leased) {
        return Math.floorMod(leased.resource().hashCode(), SLOTS);
    }

    private static Outcome outcome(Leased leased, Throwable failure) {
        var kind = leased.resource().kind();
        return switch (failure) {
            case NotAnswered not -> Outcome.Failed.of(kind, not);
            case CallNotPermittedException _ -> Outcome.Failed.of(kind, LEFT_ALONE);
            case TimeoutException late -> Outcome.Failed.of(kind, NotAnswered.of(late));
            case LogUnavailable _ -> new Outcome.PutOff();
            default -> unexpected(leased, failure);
        };
    }

    private static Outcome unexpected(Leased leased, Throwable failure) {
        // Its message may hold an address with an id in it.
        LOG.error(
                "A lookup of gateway {} failed with {}",
                leased.what().gateway(),
                failure.getClass().getName());
        return Outcome.Failed.of(leased.resource().kind(), NotAnswered.of(failure));
    }
}

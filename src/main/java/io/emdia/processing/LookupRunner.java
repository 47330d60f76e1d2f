package io.emdia.processing;

import io.emdia.merchants.ConnectionDirectory;
import io.emdia.merchants.ConnectionDirectory.Lookup;
import io.emdia.processing.LookupRows.Leased;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Asks gateways for what was put by, as soon as it is due, for ever: nothing that is needed is
 * given up but by a person. What would only be nice to know is, once its gateway has said often
 * enough that it has no such thing: such rows would become ever more. Several nodes share the work;
 * what a node that dies was asking for comes back by itself.
 */
@Component
final class LookupRunner implements SmartLifecycle {

    /** Above the log's. */
    private static final int PHASE = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(LookupRunner.class);
    private static final int DOUBLINGS_MAX = 20;

    /** Something new may not be there yet for a while. */
    static final int REFUSALS_MAX = 10;

    private static final String ASKED = "replayed";
    private static final String GIVEN_UP = "discarded";

    private final LookupRows rows;
    private final StoredLookups lookups;
    private final LookupTry tries;
    private final ApiBreakers breakers;
    private final ConnectionDirectory connections;
    private final LookupMeters meters;
    private final LookupSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Lanes lanes;
    private Disposable running = Disposables.disposed();

    LookupRunner(
            LookupRows rows,
            StoredLookups lookups,
            LookupTry tries,
            ApiBreakers breakers,
            ConnectionDirectory connections,
            LookupMeters meters,
            LookupSettings settings,
            InstantSource clock) {
        this.rows = rows;
        this.lookups = lookups;
        this.tries = tries;
        this.breakers = breakers;
        this.connections = connections;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
        this.lanes = new Lanes(settings.atOnce(), settings.atOnceOfOne());
    }

    @Override
    public void start() {
        running = Disposables.composite(asking().subscribe(), looking().subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Flux<Void> asking() {
        return Flux.merge(lookups.ticks(), Flux.interval(Duration.ZERO, settings.lookEvery()))
                .onBackpressureLatest()
                .concatMap(_ -> due(), 0)
                .flatMap(this::asked, settings.atOnce())
                .checkpoint("lookups");
    }

    /** One after the other until nothing is due or there is no room. */
    private Flux<Leased> due() {
        return lease().expand(_ -> lease());
    }

    /** The database may be away for a while: the next look asks again. */
    private Mono<Leased> lease() {
        return Mono.defer(this::leaseWhereThereIsRoom)
                .doOnNext(leased -> lanes.enter(leased.connectionId()))
                .doOnError(failure -> LOG.debug("Lookups could not be read", failure))
                .onErrorComplete();
    }

    private Mono<Leased> leaseWhereThereIsRoom() {
        var now = clock.instant();
        return lanes.haveRoom()
                ? rows.lease(lanes.closed(now), now.plus(settings.leaseFor()))
                : Mono.empty();
    }

    private Mono<Void> asked(Leased leased) {
        return tries.of(leased)
                .doOnNext(outcome -> tell(leased, outcome))
                .flatMap(outcome -> settled(leased, outcome))
                .doOnError(failure -> LOG.debug("A lookup comes again later", failure))
                .onErrorComplete()
                .doFinally(_ -> left(leased));
    }

    private void tell(Leased leased, Outcome outcome) {
        var gateway = leased.what().gateway();
        meters.tried(gateway, outcome);
        LOG.debug("A lookup of gateway {} is {}", gateway, outcome.word());
    }

    private void left(Leased leased) {
        lanes.leave(leased.connectionId());
        lookups.wake();
    }

    private Mono<Void> settled(Leased leased, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Fetched _ -> rows.settle(leased, ASKED);
            case Outcome.Dropped _ -> rows.settle(leased, GIVEN_UP);
            case Outcome.PutOff _ -> rows.putOff(leased, clock.instant().plus(wait(0)));
            case Outcome.WithoutToken _ ->
                    rows.fail(leased, "the connection has no api_token", true, retryMax());
            case Outcome.Failed failed -> failed(leased, failed);
        };
    }

    private Instant retryMax() {
        return clock.instant().plus(settings.retryMax());
    }

    private Mono<Void> failed(Leased leased, Outcome.Failed failed) {
        var now = clock.instant();
        var asked = failed.after();
        if (asked != null) {
            lanes.leaveAlone(leased.connectionId(), now.plus(min(asked, settings.retryMax())));
        } else if (breakers.isOpen(leased.connectionId())) {
            LOG.warn("The API of gateway {} is left alone for a while", leased.what().gateway());
            lanes.leaveAlone(leased.connectionId(), now.plus(settings.leftAloneFor()));
        }
        if (leased.what().poll() || isHopeless(leased, failed)) {
            return rows.settle(leased, GIVEN_UP);
        }
        var wait = wait(leased.tries());
        var later = asked == null ? wait : max(wait, min(asked, settings.retryMax()));
        return rows.fail(leased, failed.reason(), false, now.plus(later));
    }

    private static boolean isHopeless(Leased leased, Outcome.Failed failed) {
        return failed.isRefusal() && !leased.what().required() && leased.tries() >= REFUSALS_MAX;
    }

    /** Twice as long each time, up to a limit; some less, so that not all come back at once. */
    private Duration wait(int tries) {
        var doubled = settings.retryMin().multipliedBy(1L << Math.min(tries, DOUBLINGS_MAX));
        var longest = min(doubled, settings.retryMax()).toMillis();
        return Duration.ofMillis(random.nextLong(longest / 2, longest + 1));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Flux<Long> looking() {
        return Flux.interval(Duration.ZERO, settings.countEvery())
                .onBackpressureDrop()
                .concatMap(_ -> look(), 0);
    }

    private Mono<Long> look() {
        return rows.size()
                .doOnNext(size -> meters.waiting(size, clock.instant()))
                .then(Mono.defer(rows::connectionsWithoutToken))
                .map(ids -> ids.stream().filter(this::hasToken).toList())
                .filter(ids -> !ids.isEmpty())
                .flatMap(rows::askAgain)
                .doOnNext(_ -> lookups.wake())
                .doOnError(failure -> LOG.debug("Lookups could not be counted", failure))
                .onErrorComplete();
    }

    private boolean hasToken(String connectionId) {
        return connections.find(connectionId) instanceof Lookup.Found found
                && found.connection().apiToken() != null;
    }
}

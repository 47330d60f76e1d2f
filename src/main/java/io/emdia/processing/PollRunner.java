package io.emdia.processing;

import io.emdia.facts.Ids;
import io.emdia.gateways.GatewayApi;
import io.emdia.gateways.Resource;
import io.emdia.ledger.Doubts;
import io.emdia.ledger.Doubts.Doubt;
import io.emdia.merchants.Connection;
import io.emdia.merchants.EnabledConnections;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;
import io.emdia.processing.LookupRows.Wanted;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Asks gateways what became of doubtful charges, as lookups like any other: a webhook that never
 * came is made up for by what the gateway's API says.
 */
@Component
final class PollRunner implements SmartLifecycle {

    /** Above the log's. */
    private static final int PHASE = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(PollRunner.class);

    private final Map<String, GatewayApi> apis;
    private final EnabledConnections connections;
    private final Merchants merchants;
    private final Doubts doubts;
    private final PollRows rows;
    private final StoredLookups lookups;
    private final PollSettings settings;
    private final InstantSource clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** Behind which charge the next run goes on, of the connections that have more. */
    private final Map<String, Doubt> reached = new ConcurrentHashMap<>();

    private Disposable running = Disposables.disposed();

    PollRunner(
            List<GatewayApi> apis,
            EnabledConnections connections,
            Merchants merchants,
            Doubts doubts,
            PollRows rows,
            StoredLookups lookups,
            PollSettings settings,
            InstantSource clock) {
        this.apis =
                apis.stream().collect(Collectors.toMap(GatewayApi::gateway, Function.identity()));
        this.connections = connections;
        this.merchants = merchants;
        this.doubts = doubts;
        this.rows = rows;
        this.lookups = lookups;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void start() {
        running =
                Flux.interval(settings.every())
                        .onBackpressureDrop()
                        .concatMap(_ -> run(), 0)
                        .subscribe();
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

    /** How many charges were put by. */
    Mono<Integer> run() {
        return Flux.fromIterable(connections.all())
                .filter(connection -> connection.apiToken() != null)
                .filter(connection -> apis.containsKey(connection.gateway()))
                .concatMap(this::poll)
                .reduce(0, Integer::sum)
                .flatMap(asked -> rows.forget().thenReturn(asked))
                .doOnNext(_ -> lookups.wake())
                .doOnError(failure -> LOG.debug("Doubtful charges are polled later", failure))
                .onErrorComplete()
                .checkpoint("polls");
    }

    private Mono<Integer> poll(Connection connection) {
        return merchants
                .find(connection.merchantId())
                .map(merchant -> question(connection, merchant))
                .flatMap(question -> page(connection, question))
                .map(page -> wanted(connection, page))
                .filter(wanted -> !wanted.isEmpty())
                .flatMap(wanted -> rows.ask(connection.merchantId(), connection.id(), wanted));
    }

    private Doubts.Question question(Connection connection, Merchant merchant) {
        var today = clock.instant().atZone(merchant.timeZone()).toLocalDate();
        var last = today.minusDays(merchant.doubtfulAfterDays() + 1L);
        return new Doubts.Question(
                merchant.id(),
                connection.id(),
                today,
                last.minusDays(settings.backTo().toDays()),
                last);
    }

    private Mono<List<Doubt>> page(Connection connection, Doubts.Question question) {
        return doubts.of(question, reached.get(connection.id()), settings.chargesMax())
                .doOnNext(page -> remember(connection, page));
    }

    /** After the last page the next run begins anew. */
    private void remember(Connection connection, List<Doubt> page) {
        if (page.size() < settings.chargesMax()) {
            reached.remove(connection.id());
        } else {
            reached.put(connection.id(), page.getLast());
        }
    }

    private SortedMap<String, Wanted> wanted(Connection connection, List<Doubt> page) {
        var api = apis.get(connection.gateway());
        var byCharge = new TreeMap<String, Wanted>(Ids.BY_BYTES);
        for (var doubt : page) {
            var resource = api == null ? null : api.ofCharge(doubt.chargeId());
            if (resource != null) {
                byCharge.put(doubt.chargeId(), wanted(connection, resource));
            }
        }
        return byCharge;
    }

    private Wanted wanted(Connection connection, Resource resource) {
        var key = new Wanted.Key(connection.merchantId(), connection.id(), resource);
        return new Wanted(key, connection.gateway(), false, true, someWait(), 0);
    }

    private Duration someWait() {
        return Duration.ofMillis(random.nextLong(settings.spreadOver().toMillis() + 1));
    }
}

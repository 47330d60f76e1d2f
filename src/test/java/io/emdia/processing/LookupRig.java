package io.emdia.processing;

import static java.util.Objects.requireNonNull;

import io.emdia.database.Database;
import io.emdia.deliveries.Consumption;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.embedded.TestServers;
import io.emdia.gateways.Objections;
import io.emdia.keys.TestKeys;
import io.emdia.merchants.Connection;
import io.emdia.merchants.ConnectionDirectory;
import io.emdia.processing.Doubles.ListLedger;
import io.emdia.processing.Doubles.ListMarks;
import io.emdia.processing.Quarantine.Kept;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.pool.ConnectionPool;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Nodes that ask a stub for what deliveries name: everything real but the log and the ledger. */
final class LookupRig implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(1);
    static final Duration ANSWER_WHENEVER = Duration.ofSeconds(20);
    static final Duration LEFT_ALONE = Duration.ofMillis(1200);
    static final int CALLS_JUDGED = 4;
    static final int AT_ONCE = 8;
    static final int AT_ONCE_OF_ONE = 2;
    static final int ANSWER_MAX = 4096;
    static final String TOKEN = "token-nobody-may-see";

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int MANY = 1000;

    final StubApi api = new StubApi();
    final ListLedger ledger = new ListLedger();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final LogOfFetched log = new LogOfFetched();
    final LookupRows rows;
    final Database database;

    private final ConnectionPool pool;
    private final QuarantineRows quarantineRows;
    final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final AtomicLong offsets = new AtomicLong();

    LookupRig() {
        var fresh = TestServers.freshDatabase();
        database = fresh.database();
        pool = (ConnectionPool) fresh.connections();
        rows = new LookupRows(database, CLOCK);
        quarantineRows =
                new QuarantineRows(database, new QuarantineSeal(TestKeys.in(database)), CLOCK);
        connect("c1", TOKEN);
    }

    /** A connection of the stub; null for none yet. */
    void connect(String id, @Nullable String token, String... settings) {
        var all = new HashMap<String, String>(Map.of(Objections.API_BASE_URL, api.baseUrl()));
        for (var setting : settings) {
            all.put(setting, "true");
        }
        connections.put(
                id, new Connection(id, "acme", ThinGateway.NAME, List.of(), token, all, true));
    }

    private ConnectionDirectory.Lookup connection(String id) {
        var known = connections.get(id);
        return known == null
                ? new ConnectionDirectory.Lookup.Unknown()
                : new ConnectionDirectory.Lookup.Found(known);
    }

    static LookupSettings settings(Duration retryMin, Duration retryMax) {
        return settings(retryMin, retryMax, ANSWER_WITHIN);
    }

    static LookupSettings settings(Duration retryMin, Duration retryMax, Duration answerWithin) {
        return new LookupSettings(
                Duration.ofMillis(500),
                answerWithin,
                DataSize.ofBytes(ANSWER_MAX),
                AT_ONCE,
                AT_ONCE_OF_ONE,
                1,
                Duration.ofMillis(20),
                answerWithin.multipliedBy(3),
                answerWithin.multipliedBy(4),
                retryMin,
                retryMax,
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                CALLS_JUDGED,
                50,
                LEFT_ALONE);
    }

    /** One node; it asks once it is started. */
    final class Node {

        final StoredLookups lookups = new StoredLookups(rows);
        final LookupRunner runner;
        final Pipeline pipeline;
        final StoredQuarantine quarantine;
        private final ApiClient client;

        Node(LookupSettings settings) {
            var breakers = new ApiBreakers(settings);
            client = new ApiClient(new Bearers(CLOCK), settings, CLOCK, JsonMapper.shared());
            var tries =
                    new LookupTry(
                            List.of(new ThinGateway()),
                            List.of(new ThinGateway.Api()),
                            LookupRig.this::connection,
                            client,
                            breakers,
                            log,
                            settings,
                            CLOCK);
            var meters = new LookupMeters(registry);
            runner =
                    new LookupRunner(
                            rows,
                            lookups,
                            tries,
                            breakers,
                            LookupRig.this::connection,
                            meters,
                            settings,
                            CLOCK);
            pipeline = pipeline();
            quarantine = quarantine();
            nodes.add(this);
        }

        private Pipeline pipeline() {
            var reader = new DeliveryReader(List.of(new ThinGateway()), LookupRig.this::connection);
            return Doubles.pipeline(
                    reader, ledger, new ListMarks(), quarantineRows, lookups, registry, MANY, 1);
        }

        private StoredQuarantine quarantine() {
            var meters = new PipelineMeters(new SimpleMeterRegistry());
            var applying =
                    new Applying(
                            ledger,
                            quarantineRows,
                            new ListMarks(),
                            meters,
                            Doubles.settings(MANY, 1));
            return new StoredQuarantine(quarantineRows, lookups, pipeline, applying);
        }

        Node started() {
            runner.start();
            return this;
        }

        /** As a kill does it: what it was doing stays undone. */
        void die() {
            runner.stop();
        }

        /** Deliveries of the first connection, each naming the resources of one text. */
        void told(String... texts) {
            toldOf("c1", texts);
        }

        void toldOf(String connection, String... texts) {
            var batch = new ArrayList<LoggedDelivery>();
            for (var text : texts) {
                batch.add(delivery(connection, text));
            }
            pipeline.process(batch).block(PATIENCE);
        }

        /** What was fetched comes back from the log. */
        void readTheLog() {
            pipeline.process(log.read()).block(PATIENCE);
        }

        /** What was fetched after so many others. */
        void readTheLogAfter(int others) {
            var all = log.read();
            pipeline.process(all.subList(others, all.size())).block(PATIENCE);
        }

        List<Kept> open() {
            return requireNonNull(quarantine.list("acme", Quarantine.NEWEST, MANY).block(PATIENCE));
        }

        List<String> reasons() {
            return open().stream().map(Kept::reason).toList();
        }
    }

    LoggedDelivery delivery(String connection, String text) {
        var body = text.getBytes(StandardCharsets.UTF_8);
        return logged(new Delivery("acme", connection, ThinGateway.NAME, Map.of(), "", body));
    }

    private LoggedDelivery logged(Delivery delivery) {
        var at = new LogPosition(0, offsets.incrementAndGet());
        return new LoggedDelivery(delivery, at, Instant.EPOCH);
    }

    long waiting() {
        return requireNonNull(rows.size().block(PATIENCE)).waiting();
    }

    double tried(String outcome) {
        var counter = registry.find("emdia.lookups").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }

    static void await(String what, BooleanSupplier holds) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come to be: " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.runner.stop());
        nodes.forEach(node -> node.client.destroy());
        api.close();
        pool.dispose();
    }

    /** Keeps what is put on it. */
    final class LogOfFetched implements DeliveryLog {

        final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        volatile boolean away;

        @Override
        public Mono<LogPosition> append(String partitionKey, Delivery delivery) {
            return away
                    ? Mono.error(new LogUnavailable("away"))
                    : Mono.fromCallable(() -> deliveries.add(delivery))
                            .thenReturn(new LogPosition(0, 0));
        }

        List<LoggedDelivery> read() {
            return deliveries.stream().map(LookupRig.this::logged).toList();
        }

        @Override
        public Consumption consume(
                String group, Function<List<LoggedDelivery>, Mono<Void>> handler) {
            throw new UnsupportedOperationException();
        }
    }
}

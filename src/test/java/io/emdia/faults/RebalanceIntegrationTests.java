package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.LoneKafka;
import io.emdia.embedded.LonePostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Three nodes on one broker and one PostgreSQL of others, which join, leave, die and fall silent
 * under load.
 */
class RebalanceIntegrationTests {

    /** Ten times as long as a consumer's session. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration PROGRESS = Duration.ofSeconds(30);
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    /** Three nodes and their servers share one machine. */
    private static final int PER_SECOND = 60;

    private static final int MERCHANTS = 3;
    private static final int CONNECTIONS = 2;

    private static final String MASTER_KEY =
            Base64.getEncoder()
                    .encodeToString(
                            "thirty-two bytes that all share!".getBytes(StandardCharsets.UTF_8));

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static LonePostgres postgres;
    private static LoneKafka kafka;
    private static final List<Node> NODES = new ArrayList<>();

    @BeforeAll
    static void start() {
        System.out.println("rebalances with -Dseed=" + SEED);
        postgres = LonePostgres.in(folder.resolve("postgres")).start();
        kafka = LoneKafka.in(folder.resolve("kafka")).start();
    }

    @AfterAll
    static void stop() {
        NODES.forEach(Node::close);
        kafka.close();
        postgres.close();
    }

    @Test
    void nodesComeAndGoWithoutALossOrAStandstill() throws Exception {
        var first = launch("first");
        first.awaitReady(START_PATIENCE);
        var accounts = Account.open(first.client(), MERCHANTS, CONNECTIONS);
        try (var gateways = new Gateways(accounts, "rebalance", SEED, PER_SECOND)) {
            var story = new Story(gateways, new Follower(first.client()));
            story.postTo(first);
            gateways.resume();
            var second = launch("second");
            var third = launch("third");
            second.awaitReady(START_PATIENCE);
            third.awaitReady(START_PATIENCE);
            story.goesOn("two join", first, second, third);

            var frozen = System.nanoTime();
            second.process.freeze();
            story.goesOn("one falls silent", first, third);
            third.process.terminate();
            story.goesOn("one leaves", first);
            assertThat(third.process.exitCodeWithin(STOP_PATIENCE)).isZero();
            third = again(third);
            story.goesOn("one joins", first, third);
            third.process.kill();
            story.goesOn("one is killed", first);
            third = again(third);
            awaitSince(frozen, SILENCE);
            second.process.thaw();
            story.goesOn("one speaks again", first, second, third);

            gateways.settle(SETTLE_PATIENCE);
            for (var node : List.of(second, first, third)) {
                var seen =
                        Reckoning.differences(
                                node.client(), gateways.acknowledged(), SETTLE_PATIENCE);
                assertThat(seen).as("%s -Dseed=%s", node.address(), SEED).isEmpty();
            }
            assertThat(gateways.refusals()).isEmpty();
        }
    }

    /** What the balancer does, and whether everything goes on. */
    private record Story(Gateways gateways, Follower follower) {

        void postTo(Node... live) {
            gateways.postTo(Stream.of(live).map(Node::address).toArray(URI[]::new));
        }

        /** All that was acknowledged before the change and shortly after must be applied. */
        void goesOn(String change, Node... live) throws InterruptedException {
            postTo(live);
            var before = follower.awaitAll(gateways.acknowledged(), PROGRESS);
            var after = follower.awaitAll(gateways.acknowledged(), PROGRESS);
            System.out.printf("%s: caught up after %s, %s; %s%n", change, before, after, gateways);
        }
    }

    private static void awaitSince(long start, Duration time) throws InterruptedException {
        var left = time.minusNanos(System.nanoTime() - start);
        if (left.isPositive()) {
            Thread.sleep(left);
        }
    }

    private static Node launch(String name) {
        return started(
                Launch.jar(folder.resolve(name))
                        .jvm("-Xmx300m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                        .with(Map.of("emdia.master-key", MASTER_KEY))
                        .with(postgres.springProperties())
                        .with(kafka.springProperties()));
    }

    private static Node again(Node ended) {
        var node = started(ended.launch);
        node.awaitReady(START_PATIENCE);
        return node;
    }

    private static Node started(Launch launch) {
        var output = folder.resolve("node-" + launch.port());
        var node = Node.start(launch, output);
        NODES.add(node);
        return node;
    }
}

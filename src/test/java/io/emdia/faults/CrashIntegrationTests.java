package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The product as it is handed out, on its embedded servers and one data folder, ended under load in
 * one round after the other. {@code -Demdia.faults.rounds=} says how many, {@code -Dseed=} repeats
 * them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("emdia.faults.rounds", 14);

    /** The promise on two cores that have nothing else to do. */
    private static final Duration READY = Duration.ofSeconds(15);

    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private static final int MERCHANTS = 3;
    private static final int CONNECTIONS = 2;
    private static final int LOAD_FIRST = 120;
    private static final int LOAD_MILLIS = 1_000;
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);

    private static final List<Duration> STARTS = new ArrayList<>();

    @TempDir private static Path folder;
    private static Victim victim;
    private static Gateways gateways;
    private static Duration firstStart;
    private static boolean sound = true;

    @BeforeAll
    static void start() {
        System.out.println("crash rounds with -Dseed=" + SEED);
        victim = new Victim(folder, new Random(SEED));
        firstStart = victim.awaitReady();
        var accounts = Account.open(victim.node().client(), MERCHANTS, CONNECTIONS);
        gateways = new Gateways(accounts, "crash", SEED);
        gateways.postTo(victim.node().address());
    }

    @AfterAll
    static void stop() {
        gateways.close();
        victim.close();
    }

    /** How the product ends and comes back. */
    private interface Strike {
        Duration strike() throws Exception;
    }

    private record Kind(String name, Strike strike) {}

    private static List<Kind> kinds() {
        var kinds = new ArrayList<Kind>();
        kinds.add(new Kind("killed at any moment", () -> victim.kill()));
        for (var point : Point.values()) {
            kinds.add(new Kind("ended " + point, () -> victim.endAt(point)));
        }
        kinds.add(new Kind("PostgreSQL killed", () -> victim.killPostgres()));
        kinds.add(new Kind("killed while it stops", () -> victim.killWhileItStops()));
        kinds.add(new Kind("killed with PostgreSQL", () -> victim.killWithPostgres()));
        kinds.add(new Kind("killed while it starts", () -> victim.killWhileItStarts()));
        kinds.add(new Kind("killed at another moment", () -> victim.kill()));
        return kinds;
    }

    static Stream<Arguments> rounds() {
        var kinds = kinds();
        return IntStream.range(0, ROUNDS)
                .mapToObj(number -> kinds.get(number % kinds.size()))
                .map(kind -> Arguments.of(kind.name(), kind.strike()));
    }

    @Order(1)
    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("rounds")
    void nothingAcknowledgedIsLostOrCountedTwice(String name, Strike strike) throws Exception {
        assumeTrue(sound, "an earlier round has left a difference");
        sound = false;
        load();

        var recovered = strike.strike();

        STARTS.add(recovered);
        gateways.settle(SETTLE_PATIENCE);
        var differences =
                Reckoning.differences(
                        victim.node().client(), gateways.acknowledged(), SETTLE_PATIENCE);
        System.out.println(name + ": ready after " + recovered + ", " + gateways);
        assertThat(differences).as("%s -Dseed=%s", name, SEED).isEmpty();
        assertThat(gateways.refusals()).isEmpty();
        sound = true;
    }

    @Order(2)
    @Test
    void itIsReadyAgainSoonEachTime() {
        // On a busy machine: not slower than a first start on an empty folder, by much.
        var busy = firstStart.multipliedBy(3).dividedBy(2);
        var limit = busy.compareTo(READY) > 0 ? busy : READY;
        var sorted = STARTS.stream().sorted().toList();

        assertThat(sorted).hasSize(ROUNDS);
        assertThat(sorted.get(ROUNDS / 2)).as("median of %s", sorted).isLessThan(limit);
        assertThat(sorted.getLast()).as("%s", sorted).isLessThan(limit.multipliedBy(2));
    }

    private static void load() throws InterruptedException {
        var enough = gateways.acknowledged().size() + LOAD_FIRST;
        var deadline = System.nanoTime() + LOAD_PATIENCE.toNanos();
        gateways.resume();
        while (gateways.acknowledged().size() < enough) {
            assertThat(System.nanoTime()).as("%s", gateways).isLessThan(deadline);
            Thread.sleep(20);
        }
        Thread.sleep(new Random(SEED + enough).nextInt(LOAD_MILLIS));
    }
}

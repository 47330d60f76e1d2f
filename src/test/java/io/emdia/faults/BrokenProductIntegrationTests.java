package io.emdia.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reckoning after a crash must catch a product that promises too early. */
class BrokenProductIntegrationTests {

    private static final int LOAD_FIRST = 150;
    private static final Duration LOAD_PATIENCE = Duration.ofSeconds(60);
    private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(60);

    /** What is lost never comes. */
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

    @TempDir private Path folder;

    @Test
    void anAnswerBeforeTheAppendIsCaught() throws Exception {
        assertThat(differencesOf(AcknowledgesBeforeAppend.class))
                .anySatisfy(one -> assertThat(one).contains("lost although acknowledged"));
    }

    @Test
    void offsetsCommittedBeforeTheTransactionAreCaught() throws Exception {
        assertThat(differencesOf(CommitsOffsetsFirst.class))
                .anySatisfy(one -> assertThat(one).contains("lost although acknowledged"));
    }

    /** Of a broken node, killed under load and started again as it should be. */
    private List<String> differencesOf(Class<?> breakage) throws InterruptedException {
        var jar = TestClasses.jar(folder.resolve("broken.jar"), Map.of(), breakage);
        var sound = Launch.classes(folder.resolve("data")).jvm("-XX:TieredStopAtLevel=1");
        var broken =
                Launch.classes(folder.resolve("data"), jar)
                        .jvm("-XX:TieredStopAtLevel=1")
                        .on(sound.port())
                        .with(Map.of("spring.main.sources", breakage.getName()));
        var output = folder.resolve("output");
        try (var node = Node.start(broken, output)) {
            node.awaitReady(Victim.START_PATIENCE);
            var accounts = Account.open(node.client(), 1, 2);
            try (var gateways = new Gateways(accounts, "broken", 1)) {
                gateways.postTo(node.address());
                gateways.resume();
                await(gateways);
                node.process.kill();
                return differences(sound, gateways);
            }
        }
    }

    private List<String> differences(Launch sound, Gateways gateways) {
        var node = Node.start(sound, folder.resolve("output"));
        try (node) {
            node.awaitReady(Victim.START_PATIENCE);
            gateways.settle(SETTLE_PATIENCE);
            return Reckoning.differences(node.client(), gateways.acknowledged(), DRAIN_PATIENCE);
        } finally {
            node.bury();
        }
    }

    private static void await(Gateways gateways) throws InterruptedException {
        var deadline = System.nanoTime() + LOAD_PATIENCE.toNanos();
        while (gateways.acknowledged().size() < LOAD_FIRST) {
            assertThat(System.nanoTime()).as("%s", gateways).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}

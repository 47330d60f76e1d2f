package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.faults.Launch;
import io.emdia.faults.Node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Starts and stops the product as its users do: by the process. */
class StartAndStopIntegrationTests {

    /**
     * The product's own promises are 15 and 10 seconds on a machine that has nothing else to do.
     */
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    @TempDir private static Path folder;

    @Test
    void stopsWithExitCodeZeroAndRecoversWhenKilled() throws Exception {
        var data = folder.resolve("data");
        try (var first = start(data, folder.resolve("first"))) {
            assertThat(first.isReadyWithin(START_PATIENCE)).as(first.process.output()).isTrue();
            assertNoSecret(data, first.process.output());

            refusesASecondOne(data);
            first.process.terminate();

            assertThat(first.process.exitCodeWithin(STOP_PATIENCE))
                    .as(first.process.output())
                    .isZero();
            assertThat(postmaster(data)).doesNotExist();
        }
        try (var second = start(data, folder.resolve("second"))) {
            assertThat(second.isReadyWithin(START_PATIENCE)).as(second.process.output()).isTrue();
            second.process.kill();
            assertThat(postmaster(data)).exists();
        }
        try (var third = start(data, folder.resolve("third"))) {
            assertThat(third.isReadyWithin(START_PATIENCE)).as(third.process.output()).isTrue();
            assertThat(third.process.output()).contains("of a killed process");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0);
                var refused =
                        Node.start(
                                Launch.classes(folder.resolve("other")).on(taken.getLocalPort()),
                                folder.resolve("refused"))) {
            assertThat(refused.process.exitCodeWithin(START_PATIENCE)).isNotZero();
            assertThat(refused.process.output())
                    .contains("Port " + taken.getLocalPort() + " was already in use")
                    .doesNotContain("\tat ");
        }
    }

    private static void refusesASecondOne(Path data) {
        try (var second = start(data, folder.resolve("refused-second"))) {
            assertThat(second.process.exitCodeWithin(START_PATIENCE)).isNotZero();
            assertThat(second.process.output())
                    .contains("in use by another running Emdia")
                    .doesNotContain("\tat ");
        }
    }

    private static void assertNoSecret(Path data, String output) throws IOException {
        var secrets = new Properties();
        try (var in = Files.newInputStream(data.resolve("secrets.properties"))) {
            secrets.load(in);
        }
        for (var name : List.of("postgres", "emdia", "emdia_owner", "kafka")) {
            assertThat(output).doesNotContain(secrets.getProperty(name));
        }
    }

    private static Node start(Path data, Path output) {
        return Node.start(Launch.classes(data), output);
    }

    private static Path postmaster(Path data) {
        return data.resolve("postgresql").resolve("postmaster.pid");
    }
}

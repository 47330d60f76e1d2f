package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (var first = ChildEmdia.start(data, folder.resolve("first"))) {
            assertThat(first.isReadyWithin(START_PATIENCE)).as(first.output()).isTrue();
            assertNoSecret(data, first.output());

            refusesASecondOne(data);
            first.process.destroy();

            assertThat(first.exitCodeWithin(STOP_PATIENCE)).as(first.output()).isZero();
            assertThat(postmaster(data)).doesNotExist();
        }
        try (var second = ChildEmdia.start(data, folder.resolve("second"))) {
            assertThat(second.isReadyWithin(START_PATIENCE)).as(second.output()).isTrue();
            second.process.destroyForcibly().waitFor();
            assertThat(postmaster(data)).exists();
        }
        try (var third = ChildEmdia.start(data, folder.resolve("third"))) {
            assertThat(third.isReadyWithin(START_PATIENCE)).as(third.output()).isTrue();
            assertThat(third.output()).contains("of a killed process");
        }
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0);
                var refused =
                        ChildEmdia.start(
                                folder.resolve("other"),
                                folder.resolve("refused"),
                                taken.getLocalPort())) {
            assertThat(refused.exitCodeWithin(START_PATIENCE)).isNotZero();
            assertThat(refused.output())
                    .contains("Port " + taken.getLocalPort() + " was already in use")
                    .doesNotContain("\tat ");
        }
    }

    private static void refusesASecondOne(Path data) throws InterruptedException {
        try (var second = ChildEmdia.start(data, folder.resolve("refused-second"))) {
            assertThat(second.exitCodeWithin(START_PATIENCE)).isNotZero();
            assertThat(second.output())
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

    private static Path postmaster(Path data) {
        return data.resolve("postgresql").resolve("postmaster.pid");
    }
}

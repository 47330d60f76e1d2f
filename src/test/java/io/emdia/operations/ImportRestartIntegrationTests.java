package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.faults.Launch;
import io.emdia.faults.Node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A product that is killed in the middle of an import. */
class ImportRestartIntegrationTests {

    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final int LINES = 3_000;
    private static final int BEFORE_THE_KILL = 2_000;

    @Test
    void anImportGoesOnAfterTheProductWasKilled(@TempDir Path folder) {
        var output = folder.resolve("node.out");
        var launch = Launch.classes(folder.resolve("data"));
        try (var first = Node.start(launch, output)) {
            first.awaitReady(START_PATIENCE);
            first.client().merchant("killed");
            killWhileReading(first);
            assertThat(first.process.exitCodeWithin(START_PATIENCE)).isNotZero();
        }
        try (var second = Node.start(launch, output)) {
            second.awaitReady(START_PATIENCE);
            var imports = new ImportClient(second.client());
            ProductClient.await(
                    () -> imports.list("killed").at("/0/status").asString().equals("interrupted"));
            var read = imports.list("killed").at("/0/read").asInt();
            assertThat(read).isBetween(BEFORE_THE_KILL, LINES);

            var done = imports.finished("killed", imports.send("killed", "k", lines(LINES)));

            assertThat(done.at("/read").asInt()).isEqualTo(LINES);
            assertThat(done.at("/applied").asInt()).isEqualTo(LINES);
            assertThat(positions(second.client())).isEqualTo(LINES);
            second.process.terminate();
            assertThat(second.process.exitCodeWithin(START_PATIENCE)).isNotNegative();
        }
    }

    private static void killWhileReading(Node node) {
        var imports = new ImportClient(node.client());
        Runnable kill =
                () -> {
                    awaitRead(imports);
                    node.process.kill();
                };
        var body = ImportClient.bytes(lines(BEFORE_THE_KILL + 100));
        try {
            imports.stream("killed", "k", () -> new Breaking(body, kill));
        } catch (UncheckedIOException gone) {
            assertThat(gone).hasCauseInstanceOf(IOException.class);
        }
    }

    private static void awaitRead(ImportClient imports) {
        ProductClient.await(() -> imports.list("killed").at("/0/read").asInt() >= BEFORE_THE_KILL);
    }

    private static int positions(ProductClient product) {
        var path = "/v1/merchants/killed/events?limit=1&after=";
        assertThat(product.get(path + LINES).get("items")).isEmpty();
        return product.get(path + (LINES - 1)).at("/items/0/position").asInt();
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(ImportClient::charge)
                .collect(Collectors.joining());
    }
}

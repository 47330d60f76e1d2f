package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.core.env.Environment;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A new master key while webhooks come: every one of them is taken and applied. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MasterKeyRotationIntegrationTests {

    private static final String PATH = "/v1/master-key/rotation";
    private static final String EVENT =
            """
            {"type":"customer.upserted","timestamp":"2025-06-30T12:00:00Z",\
            "data":{"customer_id":"c-1","name":"Maria"}}\
            """;

    private RunningProduct product;

    @BeforeAll
    void start() {
        product =
                RunningProduct.start(
                        Map.of(
                                "emdia.master-key-look-every", "200ms",
                                "emdia.master-key-grace", "1s"));
    }

    @AfterAll
    void stop() {
        product.close();
    }

    @Test
    void webhooksAreTakenThroughoutAndTheOldKeyIsGivenUp() throws Exception {
        var connection = product.merchant("rotating");
        product.merchant("resting");
        var before = file();
        var beforeId = product.get(PATH).path("current_key_id").asString();
        assertThat(before).hasSize(1);
        var load = new Load(connection);

        var begun = rotate();
        assertThat(begun.path("accepted_key_ids").toString()).contains(beforeId);
        assertThat(file()).hasSize(2).endsWith(before.getFirst());
        await().atMost(ProductClient.PATIENCE).until(() -> file().size() == 1);

        load.stop();
        assertThat(load.answers).hasSizeGreaterThan(1).containsOnly(200);
        product.awaitEvents("rotating", load.answers.size());
        assertThat(file()).doesNotContain(before.getFirst());
        assertThat(Files.getPosixFilePermissions(path()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var after = product.get(PATH);
        assertThat(after.path("current_key_id").asString()).isNotEqualTo(beforeId);
        assertThat(after.path("accepted_key_ids").size()).isZero();
        assertThat(after.path("finished_at").isNull()).isFalse();
        assertThat(after.path("older").toString())
                .isEqualTo("{\"connection_notes\":0,\"connections\":0,\"merchant_keys\":0}");
        assertThat(product.get("/v1/merchants/resting/connections").toString())
                .contains("standard");
        assertThat(product.post(connection, "after", EVENT)).isEqualTo(200);
        product.awaitEvents("rotating", load.answers.size() + 1);
    }

    @Test
    void nobodyBelowTheAdministratorMayCallIt() {
        product.merchant("managed");

        for (var method : List.of("GET", "POST")) {
            var answer = product.call(method, PATH, product.token("managed", "manager"), null);
            assertThat(answer.statusCode()).as(method).isEqualTo(403);
        }
    }

    private JsonNode rotate() {
        var answer = product.call("POST", PATH, ProductClient.ADMINISTRATOR, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ProductClient.JSON.readTree(answer.body());
    }

    private List<String> file() throws IOException {
        return Files.readAllLines(path());
    }

    private Path path() {
        var folder = product.bean(Environment.class).getProperty("emdia.data-dir");
        return Path.of(Objects.requireNonNull(folder), "master-key");
    }

    /** Posts one event after the other until it is stopped. */
    private final class Load {

        final List<Integer> answers = new ArrayList<>();
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final String connection;
        private final CompletableFuture<Void> posting;

        Load(String connection) {
            this.connection = connection;
            this.posting = CompletableFuture.runAsync(this::post);
        }

        private void post() {
            while (going.get()) {
                answers.add(product.post(connection, "load-" + answers.size(), EVENT));
            }
        }

        void stop() {
            going.set(false);
            posting.join();
        }
    }
}

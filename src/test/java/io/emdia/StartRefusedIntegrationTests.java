package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.database.StartRefused;
import io.emdia.embedded.TestServers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** What is unsafe on another machine is refused at the start; the same is taken where allowed. */
class StartRefusedIntegrationTests {

    /** This machine, written as none that is told to be. */
    private static final String ELSEWHERE = "[::ffff:127.0.0.1]";

    private static final String POSTGRES_PLAIN = "emdia.database.allow-plaintext";
    private static final String KAFKA_PLAIN = "emdia.kafka.allow-plaintext";
    private static final String SINGLE_COPY = "emdia.kafka.allow-single-copy";
    private static final String ADMINISTRATOR = "emdia.admin-token";
    private static final String MASTER_KEY = "emdia.master-key";

    @Test
    void serversElsewhereAreTakenWhereAllIsAllowed() {
        var settings = elsewhere(TestServers.springProperties());
        settings.put(POSTGRES_PLAIN, "true");
        settings.put(KAFKA_PLAIN, "true");
        settings.put(SINGLE_COPY, "true");

        try (var product = RunningProduct.start(settings)) {
            assertThat(product.get("/v1/merchants").get("items")).isEmpty();
        }
    }

    @Test
    void kafkaWithoutTlsIsRefusedElsewhere() {
        assertRefused(
                Map.of("emdia.kafka.bootstrap-servers", "127.0.0.1:1,broker.example:9092"),
                "Kafka",
                "without TLS");
        assertRefused(
                Map.of(
                        "emdia.kafka.bootstrap-servers", "broker.example:9092",
                        "emdia.kafka.properties.security.protocol", "SASL_PLAINTEXT"),
                "Kafka",
                "without TLS");
    }

    @Test
    void kafkaThatConfirmsWhatOneBrokerHasIsRefusedElsewhere() {
        var settings = elsewhere(TestServers.springProperties());
        settings.put(POSTGRES_PLAIN, "true");
        settings.put(KAFKA_PLAIN, "true");

        assertRefused(settings, "1 broker", "min.insync.replicas=2");
    }

    @Test
    void postgresWithoutTlsIsRefusedElsewhere() {
        assertRefused(
                elsewhere(TestServers.freshDatabase().springProperties()),
                "PostgreSQL",
                "without TLS");
    }

    @Test
    void postgresThatAsksForNoPasswordIsRefusedElsewhere() {
        var database = TestServers.freshDatabase();
        var settings = elsewhere(database.springProperties());
        settings.put(POSTGRES_PLAIN, "true");

        try (var _ = TestServers.trusting(database.user())) {
            assertRefused(settings, "wrong password", "scram-sha-256");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"superuser", "bypassrls"})
    void aRoleThatSeesPastTheWallIsRefusedEverywhere(String right) {
        var database = TestServers.freshDatabase();

        try (var _ = TestServers.with(right, database.user())) {
            assertRefused(database.springProperties(), "row-level security");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme", "0000000000000000000000000000000000"})
    void aGuessableAdministratorIsRefusedElsewhere(String token) {
        var settings = elsewhere(TestServers.freshDatabase().springProperties());
        settings.put(POSTGRES_PLAIN, "true");
        settings.put(ADMINISTRATOR, token);

        assertRefused(settings, "administrator's token");
    }

    @Test
    void aMasterKeyThatNobodyDrewIsRefusedEverywhere() {
        var typed =
                Base64.getEncoder().encodeToString("aaaabbbbaaaabbbbaaaabbbbaaaabbbb".getBytes());

        assertRefused(Map.of(MASTER_KEY, typed), "emdia.master-key", "openssl rand");
    }

    private static void assertRefused(Map<String, String> settings, String... told) {
        assertThatThrownBy(() -> RunningProduct.start(settings).close())
                .rootCause()
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll(told)
                .hasMessageEndingWith(".");
    }

    private static Map<String, String> elsewhere(Map<String, String> settings) {
        var elsewhere = new HashMap<>(settings);
        elsewhere.replaceAll((_, value) -> value.replace("//127.0.0.1:", "//" + ELSEWHERE + ":"));
        elsewhere.computeIfPresent(
                "emdia.kafka.bootstrap-servers",
                (_, servers) -> servers.replace("127.0.0.1", ELSEWHERE));
        return elsewhere;
    }
}

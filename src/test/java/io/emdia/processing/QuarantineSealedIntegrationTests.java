package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.Envelope;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.embedded.TestServers;
import io.emdia.keys.TestKeys;
import io.emdia.ledger.StoredLedger;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

class QuarantineSealedIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BODY = "{\"name\":\"Maria da Silva\"}";
    private static final Delivery DELIVERY =
            new Delivery(
                    "acme",
                    "c1",
                    "standard",
                    Map.of("h", "Maria"),
                    "q=Maria",
                    BODY.getBytes(UTF_8));
    private static final LogPosition AT = new LogPosition(0, 1);

    private static final String PLAIN =
            """
            insert into quarantine (merchant_id, connection_id, gateway, recorded_at,
                                    log_partition, log_offset, reason, header_names,
                                    header_values, query, body, kept_at)
            select 'acme', 'c1', 'standard', $1, 0, n, 'of before', '{h}', '{Maria}',
                   'q=Maria', $2, $1
            from generate_series(1, $3) n
            """;

    private final Database database = TestServers.freshDatabase().database();
    private final QuarantineSeal seal = new QuarantineSeal(TestKeys.in(database));
    private final QuarantineRows rows = new QuarantineRows(database, seal, Clock.systemUTC());

    @Test
    void nothingOfWhatADeliverySaysStandsPlainInTheTable() {
        rows.keep(new LoggedDelivery(DELIVERY, AT, Instant.EPOCH), "a reason").block(PATIENCE);

        assertThat(dump())
                .contains("a reason")
                .doesNotContain("Maria")
                .doesNotContain(hex("Maria"));
        assertThat(requireNonNull(rows.list("acme", Quarantine.NEWEST, 9).block(PATIENCE)))
                .extracting(Quarantine.Kept::size)
                .containsExactly((long) BODY.length());
    }

    @Test
    void rowsOfBeforeAreReadAndThenSealed() {
        var count = 45;
        write(count);
        assertThat(dump()).contains(hex("Maria"));
        var id = newest();
        assertThat(found(id)).usingRecursiveComparison().isEqualTo(DELIVERY);

        new QuarantineSealingRunner(database, seal).sealAll().block(PATIENCE);

        assertThat(dump()).doesNotContain("Maria").doesNotContain(hex("Maria"));
        assertThat(found(id)).usingRecursiveComparison().isEqualTo(DELIVERY);
        assertThat(rows.count().block(PATIENCE)).isEqualTo(Map.of("standard", (long) count));
    }

    @Test
    void whatDoesNotOpenIsKeptAsItCameAndOpensOnceItsKeyIsFound() {
        var whose = new Delivery("acme", "c1", "standard", Map.of(), "", new byte[0]);
        var foreign = Envelope.sealed(DELIVERY, TestKeys.fresh("acme"));
        var own = requireNonNull(seal.sealed(DELIVERY).block(PATIENCE));

        rows.keep(new LoggedDelivery(whose, AT, Instant.EPOCH, foreign), "sealed").block(PATIENCE);
        var shut = requireNonNull(rows.find("acme", newest()).block(PATIENCE));
        rows.keep(new LoggedDelivery(whose, new LogPosition(0, 2), Instant.EPOCH, own), "sealed")
                .block(PATIENCE);

        assertThat(shut.sealed()).isEqualTo(foreign);
        assertThat(found(newest())).usingRecursiveComparison().isEqualTo(DELIVERY);
    }

    private Delivery found(long id) {
        return requireNonNull(rows.find("acme", id).block(PATIENCE)).delivery();
    }

    private long newest() {
        return requireNonNull(rows.list("acme", Quarantine.NEWEST, 1).block(PATIENCE))
                .getFirst()
                .id();
    }

    private void write(int count) {
        StoredLedger.place(database, "acme", 90).block(PATIENCE);
        database.write(
                        Scope.of("acme"),
                        unit ->
                                Query.on(unit, PLAIN)
                                        .with(Instant.EPOCH)
                                        .with(BODY.getBytes(UTF_8))
                                        .with(count)
                                        .run())
                .block(PATIENCE);
    }

    private String dump() {
        return requireNonNull(
                database.read(
                                Scope.of("acme"),
                                unit ->
                                        Query.on(
                                                        unit,
                                                        "select string_agg(q::text, ' ') as"
                                                                + " all_of_it from quarantine q")
                                                .row(row -> Row.text(row, "all_of_it")))
                        .block(PATIENCE));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}

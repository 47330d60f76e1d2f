package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.emdia.database.Database;
import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.LogPosition;
import io.emdia.deliveries.LoggedDelivery;
import io.emdia.embedded.TestServers;
import io.emdia.keys.TestKeys;
import io.emdia.ledger.StoredLedger;
import io.emdia.processing.Doubles.ListLedger;
import io.emdia.processing.Doubles.ListMarks;
import io.emdia.processing.Quarantine.Kept;
import io.emdia.processing.Quarantine.Replay.Replayed;
import io.emdia.processing.Quarantine.Replay.StillKept;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class QuarantineIntegrationTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MANY = 100;

    private final Database database = TestServers.freshDatabase().database();
    private final QuarantineRows rows =
            new QuarantineRows(
                    database, new QuarantineSeal(TestKeys.in(database)), Clock.systemUTC());
    private final ListLedger ledger = new ListLedger();
    private final StoredQuarantine quarantine = quarantine();

    @Test
    void aDeliveryIsKeptOnceHoweverOftenItComes() {
        var logged = Doubles.logged(7, "acme", Doubles.GATEWAY, "?");

        keep(logged, "first");
        keep(logged, "second");

        assertThat(list("acme", Quarantine.NEWEST, MANY))
                .singleElement()
                .satisfies(kept -> assertThat(kept.reason()).isEqualTo("first"))
                .satisfies(kept -> assertThat(kept.size()).isEqualTo(1))
                .satisfies(kept -> assertThat(kept.recordedAt()).isEqualTo(Instant.EPOCH));
    }

    @Test
    void whatIsKeptComesBackAsItWas() {
        var body = new byte[] {0, 1, (byte) 0xff, 'x'};
        var headers = Map.of("stripe-signature", "t=1,v1=ab", "other", "\u00e7");
        var delivery = new Delivery("acme", "c1", "stripe", headers, "a=b&c", body);
        var logged =
                new LoggedDelivery(
                        delivery,
                        new LogPosition(5, 1L << 40),
                        Instant.parse("2025-06-30T20:59:59.871Z"));

        keep(logged, "a reason");
        var id = list("acme", Quarantine.NEWEST, MANY).getFirst().id();

        assertThat(rows.find("acme", id).block(PATIENCE))
                .usingRecursiveComparison()
                .isEqualTo(logged);
        assertThat(rows.find("beta", id).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void aRecordOfAnybodyElsesWithZeroesInItsNamesIsKeptToo() {
        var delivery = new Delivery("", "\0", "\0", Map.of("h", "\0"), "\0", new byte[0]);

        keep(new LoggedDelivery(delivery, new LogPosition(0, 1), Instant.EPOCH), "\0");

        assertThat(list("", Quarantine.NEWEST, MANY)).hasSize(1);
    }

    @Test
    void pagesGoFromTheNewestToTheOldest() {
        StoredLedger.place(database, "acme", 90).block(PATIENCE);
        for (var n = 0; n < 5; n++) {
            keep(Doubles.logged(n, "acme", Doubles.GATEWAY, "?"), "reason " + n);
        }

        var first = list("acme", Quarantine.NEWEST, 3);
        var second = list("acme", first.getLast().id(), 3);

        assertThat(first)
                .extracting(Kept::reason)
                .containsExactly("reason 4", "reason 3", "reason 2");
        assertThat(second).extracting(Kept::reason).containsExactly("reason 1", "reason 0");
        assertThat(rows.count().block(PATIENCE)).isEqualTo(Map.of(Doubles.GATEWAY, 5L));
    }

    @Test
    void aReplayGoesTheWayOfAnyDeliveryAndLeavesTheList() {
        keep(Doubles.logged(1, "acme", Doubles.GATEWAY, "a b"), "read by older code");
        var id = list("acme", Quarantine.NEWEST, MANY).getFirst().id();

        assertThat(quarantine.replay("acme", id).block(PATIENCE)).isInstanceOf(Replayed.class);

        assertThat(ledger.applied).containsExactly("a", "b");
        assertThat(list("acme", Quarantine.NEWEST, MANY)).isEmpty();
        assertThat(quarantine.replay("acme", id).blockOptional(PATIENCE)).isEmpty();
    }

    @Test
    void aReplayThatFailsAgainStaysWithTheNewReason() {
        keep(Doubles.logged(1, "acme", Doubles.GATEWAY, "?"), "old reason");
        var id = list("acme", Quarantine.NEWEST, MANY).getFirst().id();

        var replay = quarantine.replay("acme", id).block(PATIENCE);

        assertThat(replay).isEqualTo(new StillKept("amount must be a number"));
        assertThat(list("acme", Quarantine.NEWEST, MANY))
                .extracting(Kept::reason)
                .containsExactly("amount must be a number");
    }

    @Test
    void aReplayTheLedgerRefusesStaysToo() {
        ledger.fails = _ -> new R2dbcDataIntegrityViolationException("no", "22003");
        keep(Doubles.logged(1, "acme", Doubles.GATEWAY, "a"), "old reason");
        var id = list("acme", Quarantine.NEWEST, MANY).getFirst().id();

        assertThat(quarantine.replay("acme", id).block(PATIENCE))
                .isEqualTo(new StillKept("the database refused it with 22003"));
    }

    @Test
    void whatIsDiscardedLeavesTheListAndCannotBeReplayed() {
        keep(Doubles.logged(1, "acme", Doubles.GATEWAY, "a"), "reason");
        var id = list("acme", Quarantine.NEWEST, MANY).getFirst().id();

        assertThat(quarantine.discard("beta", id).blockOptional(PATIENCE)).isEmpty();
        assertThat(quarantine.discard("acme", id).block(PATIENCE)).isNotNull();

        assertThat(list("acme", Quarantine.NEWEST, MANY)).isEmpty();
        assertThat(quarantine.replay("acme", id).blockOptional(PATIENCE)).isEmpty();
        assertThat(quarantine.discard("acme", id).blockOptional(PATIENCE)).isEmpty();
        assertThat(ledger.applied).isEmpty();
    }

    private StoredQuarantine quarantine() {
        var meters = new PipelineMeters(new SimpleMeterRegistry());
        var settings =
                new ProcessingSettings(
                        "emdia",
                        MANY,
                        1,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10));
        var marks = new ListMarks();
        var applying = new Applying(ledger, rows, marks, meters, settings);
        var pipeline = Doubles.pipeline(ledger, marks, rows, new SimpleMeterRegistry(), MANY);
        return new StoredQuarantine(rows, new Doubles.NoLookups(), pipeline, applying);
    }

    private void keep(LoggedDelivery logged, String reason) {
        rows.keep(logged, reason).block(PATIENCE);
    }

    private List<Kept> list(String merchant, long below, int limit) {
        return requireNonNull(quarantine.list(merchant, below, limit).block(PATIENCE));
    }
}

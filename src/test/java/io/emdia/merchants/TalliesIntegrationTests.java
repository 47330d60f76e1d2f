package io.emdia.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.AccessServer;
import io.emdia.access.Caller;
import io.emdia.database.Scope;
import io.emdia.merchants.ConnectionTallies.Count;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What nodes count at a connection's door, and what its manager is told of it. */
class TalliesIntegrationTests extends Administered {

    private static final Instant NOON = Instant.parse("2026-03-13T12:00:00Z");

    @Test
    void theSumOverNodesIsToldAndOneNeverWritesOverAnother() {
        server.createMerchant("tallied");
        var id = connect("tallied");

        add("one", 1, count("tallied", id, 5, 1, 0, at(5), at(1), "signature"));
        add("two", 1, count("tallied", id, 7, 2, 0, at(9), at(2), "rate"));
        add("one", 2, count("tallied", id, 1, 0, 0, at(6), at(1), "signature"));

        var told = one("tallied", id);
        assertThat(told).isEqualTo(new Deliveries(13, 3, 0, at(9), at(2), "rate"));
    }

    @Test
    void theSameBatchAgainAddsNothing() {
        server.createMerchant("again");
        var id = connect("again");
        var batch = count("again", id, 5, 0, 0, at(5), null, null);

        add("one", 1, batch);
        add("one", 1, batch);
        add("one", 2, batch);

        assertThat(one("again", id).accepted()).isEqualTo(10);
    }

    @Test
    void refusalsAreInARowUntilAnyNodeAccepts() {
        server.createMerchant("rows");
        var id = connect("rows");

        add("one", 1, count("rows", id, 0, 4, 4, null, at(4), "signature"));
        add("two", 1, count("rows", id, 0, 2, 2, null, at(5), "too_large"));
        assertThat(one("rows", id).consecutiveRefusals()).isEqualTo(6);
        assertThat(one("rows", id).lastRefusal()).isEqualTo("too_large");

        add("two", 2, count("rows", id, 1, 0, 0, at(6), at(5), "too_large"));
        assertThat(one("rows", id).consecutiveRefusals()).isZero();
        add("one", 2, count("rows", id, 0, 1, 5, null, at(7), "signature"));
        assertThat(one("rows", id).consecutiveRefusals()).isEqualTo(5);
    }

    @Test
    void nodesThatFellSilentArePutTogetherAndTheSumStays() {
        server.createMerchant("folded");
        var id = connect("folded");
        add("one", 1, count("folded", id, 5, 1, 1, at(5), at(6), "signature"));
        add("two", 1, count("folded", id, 7, 0, 0, at(4), null, null));
        var before = one("folded", id);

        fold(Instant.now().plus(Duration.ofMinutes(1)));
        assertThat(one("folded", id)).isEqualTo(before);
        assertThat(rows(id)).isEqualTo(1);
        add("one", 2, count("folded", id, 1, 0, 0, at(7), at(6), "signature"));
        fold(Instant.now().plus(Duration.ofMinutes(1)));

        assertThat(rows(id)).isEqualTo(1);
        assertThat(one("folded", id))
                .isEqualTo(new Deliveries(13, 1, 0, at(7), at(6), "signature"));
    }

    @Test
    void aNodeThatStillWritesKeepsItsRow() {
        server.createMerchant("writing");
        var id = connect("writing");
        add("one", 1, count("writing", id, 5, 0, 0, at(5), null, null));

        fold(Instant.now().minus(Duration.ofMinutes(1)));

        assertThat(rows(id)).isEqualTo(1);
        add("one", 2, count("writing", id, 1, 0, 0, at(6), null, null));
        assertThat(rows(id)).isEqualTo(1);
        assertThat(one("writing", id).accepted()).isEqualTo(6);
    }

    @Test
    void aConnectionIsListedAndShownWithWhatItHasDone() {
        server.createMerchant("shown");
        var id = connect("shown");
        var fresh = connect("shown");
        add("one", 1, count("shown", id, 2, 1, 1, at(1), at(2), "signature"));

        get("/v1/merchants/shown/connections")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[?(@.id == '" + id + "')].deliveries.accepted")
                .isEqualTo(2)
                .jsonPath("$.items[?(@.id == '" + fresh + "')].deliveries.accepted")
                .isEqualTo(0);
        get("/v1/merchants/shown/connections/" + id)
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"gateway": "standard", "enabled": true, "secret_count": 1,
                         "has_api_token": true,
                         "deliveries": {"accepted": 2, "refused": 1, "consecutive_refusals": 1,
                                        "last_accepted_at": "2026-03-13T12:00:01Z",
                                        "last_refused_at": "2026-03-13T12:00:02Z",
                                        "last_refusal": "signature"},
                         "applied": {"events": 0, "last_event_at": null,
                                     "last_recorded_at": null}}
                        """);
    }

    @Test
    void onlyItsOwnManagersSeeAConnection() {
        server.createMerchant("guarded");
        server.createMerchant("curious");
        var id = connect("guarded");
        var path = "/v1/merchants/guarded/connections/" + id;
        var viewer = server.secret("guarded", Caller.Role.VIEWER);
        var manager = server.secret("guarded", Caller.Role.MANAGER);
        var stranger = server.secret("curious", Caller.Role.MANAGER);

        server.with(manager).get().uri(path).exchange().expectStatus().isOk();
        problem(server.with(viewer).get().uri(path).exchange(), 403);
        problem(server.with(stranger).get().uri(path).exchange(), 404);
        problem(server.with(viewer).post().uri(path + "/test").exchange(), 403);
        problem(server.with(stranger).post().uri(path + "/test").exchange(), 404);
        problem(
                server.with(stranger)
                        .get()
                        .uri("/v1/merchants/curious/connections/" + id)
                        .exchange(),
                404);
    }

    private static Instant at(int seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static Count count(
            String merchant,
            String connection,
            long accepted,
            long refused,
            long inARow,
            @Nullable Instant acceptedAt,
            @Nullable Instant refusedAt,
            @Nullable String refusal) {
        return new Count(
                merchant, connection, accepted, refused, inARow, acceptedAt, refusedAt, refusal);
    }

    private static void add(String node, long batch, Count count) {
        server.bean(ConnectionTallies.class)
                .add(node, batch, List.of(count))
                .block(AccessServer.PATIENCE);
    }

    private static void fold(Instant silentSince) {
        server.bean(ConnectionTallies.class).fold(silentSince).block(AccessServer.PATIENCE);
    }

    private static Deliveries one(String merchant, String id) {
        var stored = AccessServer.result(server.bean(StoredConnections.class).find(merchant, id));
        return AccessServer.result(server.bean(ConnectionViews.class).of(stored)).deliveries();
    }

    private static int rows(String id) {
        var sql = "select node from connection_tally where connection_id = '%s'".formatted(id);
        return server.database.texts(Scope.DIRECTORY, sql).size();
    }
}

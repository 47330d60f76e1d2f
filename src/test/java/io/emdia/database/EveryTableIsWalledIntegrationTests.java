package io.emdia.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.embedded.TestServers;

import org.junit.jupiter.api.Test;

/** No table of merchants is left without a wall, and whoever adds one hears of it. */
class EveryTableIsWalledIntegrationTests {

    /** Neither a merchant's nor anybody's data: a new one must be thought about. */
    private static final String[] OF_NO_MERCHANT = {
        "flyway_schema_history", "master_key_rotation", "sign_in_ticket"
    };

    private final Walls walls = Walls.of(TestServers.freshDatabase());

    @Test
    void everyTableWithAMerchantHasItsWall() {
        assertThat(walls.breached()).isEmpty();
        assertThat(walls.ofMerchants()).contains("charge", "customer", "event", "kpi_cube");
    }

    @Test
    void tablesOfNoMerchantAreKnown() {
        assertThat(walls.ofNoMerchant()).containsExactlyInAnyOrder(OF_NO_MERCHANT);
    }

    @Test
    void directoriesAreKnown() {
        assertThat(walls.directories()).isEqualTo(WallIntegrationTests.directories());
    }

    @Test
    void aTableWithoutAWallIsTold() {
        walls.run("create table planted (merchant_id text primary key)");
        assertThat(walls.breached()).containsExactly("planted");

        walls.run("alter table planted enable row level security");
        walls.run("create policy scope on planted using (true)");
        assertThat(walls.breached()).containsExactly("planted");

        walls.run("select emdia_isolate('planted')");
        assertThat(walls.breached()).isEmpty();

        walls.run("alter table planted no force row level security");
        assertThat(walls.breached()).containsExactly("planted");

        walls.run("select emdia_isolate('planted')");
        walls.run("create policy all_of_them on planted using (true)");
        assertThat(walls.breached()).containsExactly("planted");
    }

    @Test
    void aLaterTableMayBeADirectory() {
        walls.run("create table planted (merchant_id text primary key, open boolean)");
        walls.run("select emdia_isolate('planted', 'read', 'open')");

        assertThat(walls.breached()).isEmpty();
        assertThat(walls.directories()).contains("planted");
    }
}

package io.emdia.audit;

import static io.emdia.audit.Audited.assertRight;
import static io.emdia.audit.Audited.columns;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.RunningProduct;
import io.emdia.kpi.CellColumns;
import io.emdia.kpi.CellColumns.CellColumn;
import io.emdia.ledger.Disorder;
import io.emdia.ledger.RandomLedger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What the auditor finds, and what it leaves, through the whole product. */
class AuditIntegrationTests {

    private static final int SEEDS = 20;
    private static final int CHARGES = 12;
    private static final int WRITERS = 3;
    private static final int CHARGES_A_WRITER = 30;
    private static final Map<String, String> SETTINGS =
            Map.of("emdia.audit.look", "200ms", "emdia.audit.retry", "1s");

    private static RunningProduct product;
    private static Audited tampered;
    private static String untampered;

    @BeforeAll
    static void start() {
        product = RunningProduct.start(SETTINGS);
        tampered = Audited.filled(product, "tampered");
        untampered = tampered.document();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    static LongStream seeds() {
        var only = Long.getLong("seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsOffAfterAnyStream(long seed) {
        var one = empty("seed-" + seed);
        var random = new SplittableRandom(seed);
        var events = RandomLedger.events(seed, CHARGES);

        one.apply(
                Disorder.batches(Disorder.delivered(events, one.merchant(), "c", random), random));

        var told = one.audit(false);
        assertThat(told.get("charges").asInt()).isPositive();
        assertThat(told.get("subscriptions").asInt()).isPositive();
        assertRight(told);
    }

    static Stream<CellColumn> tables() {
        return CellColumns.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void cellsChangedByHandAreNamedAndMended(CellColumn table) {
        tampered.change(planted(table));

        var told = tampered.audit(true);

        assertThat(columns(told))
                .containsAll(
                        table.columns().stream().map(name -> table.table() + "." + name).toList());
        assertMended(told);
    }

    private static void assertMended(JsonNode told) {
        assertThat(told.get("repaired").asBoolean()).as("%s", told).isTrue();
        assertThat(told.get("remaining_differences").asLong()).isZero();
        assertThat(tampered.document()).isEqualTo(untampered);
    }

    /** In one row all that holds figures. */
    private static String planted(CellColumn table) {
        var changes =
                table.columns().stream()
                        .map(name -> name + " = " + table.planted().formatted(name))
                        .toList();
        return """
        update %1$s set %2$s
        where ctid = (select min(ctid) from %1$s where merchant_id = $1 and %3$s)\
        """
                .formatted(table.table(), String.join(", ", changes), table.where());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "charge.state.amount"
                        + " | update charge set state = jsonb_set(state, '{amount}', '1')",
                "charge.open_amounts | update charge set open_amounts[1] = -5",
                "charge.customer_id | update charge set customer_id = 'x'",
                "charge.rules | update charge set rules = 'x'",
                "charge.state | delete from charge",
                "subscription.state.currency"
                        + " | update subscription set state ="
                        + " jsonb_set(state, '{currency}', '\"JPY\"')",
                "subscription.state | delete from subscription"
            })
    void statesChangedByHandAreNamedAndMended(String column, String change) {
        tampered.change(change + " where merchant_id = $1 and state is not null");

        var told = tampered.audit(true);

        assertThat(columns(told)).contains(column);
        assertMended(told);
    }

    @Test
    void driftShowsInTheGaugesUntilItIsMended() {
        var one = Audited.filled(product, "gauged");
        assertThat(one.gauge("emdia_kpi_drift_amount", "BRL")).isEqualTo("0.0");
        assertThat(one.gauge("emdia_audit_age_seconds", "")).isNotEmpty();

        one.change(
                """
                update kpi_issued set amount = amount - 1050 where ctid =
                    (select min(ctid) from kpi_issued where merchant_id = $1 and currency = 'BRL')\
                """);
        var found = one.audit(false);

        assertThat(found.get("repaired").asBoolean()).isFalse();
        assertThat(found.at("/drift/BRL").asLong()).isEqualTo(1050);
        assertThat(one.gauge("emdia_kpi_drift_amount", "BRL")).isEqualTo("10.5");
        assertThat(one.gauge("emdia_kpi_drift_differences", "")).isEqualTo("1.0");

        one.audit(true);
        assertThat(one.gauge("emdia_kpi_drift_amount", "BRL")).isEqualTo("0.0");
    }

    @Test
    void aBusyMerchantIsNeverTakenForWrong() {
        var one = empty("busy");
        var writing = one.writers(WRITERS, CHARGES_A_WRITER).subscribe();
        try {
            var audits = 0;
            while (!writing.isDisposed()) {
                assertRight(one.audit(false));
                audits++;
            }
            assertThat(audits).isPositive();
        } finally {
            writing.dispose();
        }
        assertRight(one.audit(false));
    }

    @Test
    void aRepairAmidWritersLeavesEveryCellRight() {
        var one = Audited.filled(product, "amid");
        var repairs = 0;
        var writing = one.writers(WRITERS, CHARGES_A_WRITER).subscribe();
        try {
            while (!writing.isDisposed()) {
                one.empty();
                var told = one.audit(true);
                assertThat(told.get("differences").asLong()).isPositive();
                assertThat(told.get("repaired").asBoolean()).as("%s", told).isTrue();
                repairs++;
            }
        } finally {
            writing.dispose();
        }
        assertThat(repairs).isPositive();
        assertRight(one.audit(false));
    }

    @Test
    void managersMayLookAndOnlyTheAdministratorMayAsk() {
        var path = empty("roles").path("/audit");
        var manager = product.token("roles", "manager");
        var viewer = product.token("roles", "viewer");

        assertThat(status("POST", path, manager)).isEqualTo(403);
        var told = "/v1/merchants/roles/kpis/audit";
        assertThat(status("GET", told, manager)).isEqualTo(200);
        assertThat(status("GET", told, viewer)).isEqualTo(403);
        var nobody = "/v1/merchants/nobody/audit";
        assertThat(status("POST", nobody, RunningProduct.ADMINISTRATOR)).isEqualTo(404);
    }

    private static int status(String method, String path, String token) {
        return product.call(method, path, token, null).statusCode();
    }

    private static Audited empty(String merchant) {
        product.merchant(merchant);
        return new Audited(product, merchant);
    }
}

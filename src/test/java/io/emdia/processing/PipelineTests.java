package io.emdia.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.deliveries.LoggedDelivery;
import io.emdia.processing.Doubles.ListLedger;
import io.emdia.processing.Doubles.ListMarks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class PipelineTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ListLedger ledger = new ListLedger();
    private final ListMarks marks = new ListMarks();
    private final Map<LoggedDelivery, String> kept = new LinkedHashMap<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aBatchIsOneTransactionAndMarksItsMerchants() {
        process(List.of(said(1, "acme", "a"), said(2, "beta", "b"), said(3, "acme", "c")));

        assertThat(ledger.calls).containsExactly(List.of("a", "b", "c"));
        assertThat(ledger.applied).containsExactly("a", "b", "c");
        assertThat(marks.posted).containsExactlyInAnyOrder("acme", "beta");
        assertThat(kept).isEmpty();
    }

    @Test
    void merchantsAreAppliedInTransactionsOfTheirOwnAndEachInItsOrder() {
        var batch =
                List.of(
                        said(1, "acme", "a"),
                        said(2, "beta", "b"),
                        said(3, "acme", "c"),
                        said(4, "beta", "d"),
                        said(5, "acme", "e"));

        process(pipeline(4, 2), batch);

        assertThat(ledger.calls)
                .containsExactlyInAnyOrder(List.of("a", "c", "e"), List.of("b", "d"));
        assertThat(marks.posted).contains("acme", "beta");
    }

    @Test
    void moreEventsThanOneTransactionMayHoldAreSplitBetweenDeliveries() {
        process(List.of(said(1, "acme", "a b"), said(2, "acme", "c d e f"), said(3, "acme", "g")));

        assertThat(ledger.calls)
                .containsExactly(List.of("a", "b"), List.of("c", "d", "e", "f"), List.of("g"));
    }

    @Test
    void theOneDeliveryThatIsRefusedIsKeptAsideAndTheOthersAreApplied() {
        for (var poison = 0; poison < 7; poison++) {
            ledger.applied.clear();
            kept.clear();
            var poisonous = "e" + poison;
            ledger.fails =
                    batch ->
                            batch.contains(poisonous)
                                    ? new R2dbcDataIntegrityViolationException("no", "23514")
                                    : null;

            process(
                    pipeline(100),
                    IntStream.range(0, 7).mapToObj(n -> said(n, "acme", "e" + n)).toList());

            assertThat(ledger.applied).hasSize(6).doesNotContain(poisonous);
            assertThat(kept.values()).containsExactly("the database refused it with 23514");
            assertThat(kept.keySet().iterator().next().position().offset()).isEqualTo(poison);
        }
    }

    @Test
    void whileTheDatabaseIsAwayABatchWaitsAndNothingIsKeptAside() {
        var outage = new int[] {4};
        ledger.fails =
                _ ->
                        outage[0]-- > 0
                                ? new R2dbcNonTransientResourceException("gone", "57P01")
                                : null;

        process(List.of(said(1, "acme", "a"), said(2, "acme", "b")));

        assertThat(ledger.calls).hasSize(5).allMatch(List.of("a", "b")::equals);
        assertThat(ledger.applied).containsExactly("a", "b");
        assertThat(kept).isEmpty();
        assertThat(registry.get("emdia.batch.retries").counter().count()).isEqualTo(4);
    }

    @Test
    void whatCannotBeReadIsKeptAsideWithItsReasonAndTheRestIsApplied() {
        var unreadable = said(1, "acme", "?");
        var bug = said(2, "acme", "!");
        var foreign = Doubles.logged(3, "acme", "nobody", "x");
        var lost = said(4, "unknown", "y");

        process(List.of(unreadable, bug, foreign, lost, said(5, "acme", "a")));

        assertThat(ledger.applied).containsExactly("a");
        assertThat(kept)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                unreadable, "amount must be a number",
                                bug, "the gateway failed with IllegalStateException",
                                foreign, "no gateway is named nobody",
                                lost, "there is no merchant unknown"));
    }

    @Test
    void aMarkThatCannotBePostedHarmsNothing() {
        marks.broken = true;

        process(List.of(said(1, "acme", "a")));

        assertThat(ledger.applied).containsExactly("a");
    }

    @Test
    void aQuarantineThatIsAwayHoldsTheBatchBack() {
        var outage = new int[] {2};
        var pipeline =
                Doubles.pipeline(
                        ledger,
                        marks,
                        (logged, reason) ->
                                outage[0]-- > 0
                                        ? Mono.error(new IllegalStateException("away"))
                                        : Mono.fromRunnable(() -> kept.put(logged, reason)),
                        registry,
                        4);

        process(pipeline, List.of(said(1, "acme", "?"), said(2, "acme", "a")));

        assertThat(kept).hasSize(1);
        assertThat(ledger.applied).containsExactly("a");
    }

    @Test
    void typesWeDoNotKnowAreCountedTogether() {
        process(List.of(said(1, "acme", "payment.succeeded whatever.they.say more")));

        assertThat(counted("payment.succeeded")).isEqualTo(1);
        assertThat(counted("other")).isEqualTo(2);
    }

    @Test
    void connectionsThatAreNotKnownYetAreWaitedFor() {
        Doubles.connectionsUnknownFor = 2;

        process(List.of(said(1, "acme", "a")));

        assertThat(ledger.applied).containsExactly("a");
        assertThat(kept).isEmpty();
    }

    private double counted(String type) {
        return registry.get("emdia.events.applied").tag("type", type).counter().count();
    }

    private static LoggedDelivery said(long offset, String merchant, String words) {
        return Doubles.logged(offset, merchant, Doubles.GATEWAY, words);
    }

    private Pipeline pipeline(int eventsMax) {
        return pipeline(eventsMax, 1);
    }

    private Pipeline pipeline(int eventsMax, int transactionsAtOnce) {
        return Doubles.pipeline(
                ledger,
                marks,
                (logged, reason) -> Mono.fromRunnable(() -> kept.put(logged, reason)),
                registry,
                eventsMax,
                transactionsAtOnce);
    }

    private void process(List<LoggedDelivery> batch) {
        process(pipeline(4), batch);
    }

    private static void process(Pipeline pipeline, List<LoggedDelivery> batch) {
        StepVerifier.create(pipeline.process(batch)).expectComplete().verify(PATIENCE);
    }
}

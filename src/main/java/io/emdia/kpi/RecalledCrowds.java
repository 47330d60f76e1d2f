package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * What edges change of the crowds depends on what is kept of the debtors; nothing of that is
 * written here.
 */
record RecalledCrowds(Connection unit, Scheduler scheduler, Cells cells) {

    private static final int DEBTORS_A_PAGE = 5_000;

    /** From what is stored of the debtors. */
    Mono<Cells> moveStored() {
        return moves().flatMapMany(moves -> Flux.fromIterable(moves.entrySet()))
                .buffer(DEBTORS_A_PAGE)
                .concatMap(this::moveStored, 1)
                .then(Mono.just(cells));
    }

    private Mono<Void> moveStored(List<Entry<Debtor, List<Entry<Key.Edge, long[]>>>> moves) {
        var debtors = moves.stream().map(Entry::getKey).toList();
        return DebtorRows.texts(unit, debtors)
                .publishOn(scheduler)
                .doOnNext(stored -> move(moves, stored))
                .then();
    }

    private void move(
            List<Entry<Debtor, List<Entry<Key.Edge, long[]>>>> moves, Map<Debtor, String> stored) {
        moves.forEach(
                move -> {
                    var before = DebtorEdges.of(stored.getOrDefault(move.getKey(), ""));
                    move.getKey().move(before, move.getValue(), cells.crowds());
                });
    }

    /** From nothing. */
    Mono<Cells> moveNone() {
        return moves().doOnNext(moves -> move(List.copyOf(moves.entrySet()), Map.of()))
                .thenReturn(cells);
    }

    /** In no order: nobody is locked. */
    private Mono<Map<Debtor, List<Entry<Key.Edge, long[]>>>> moves() {
        return Mono.fromSupplier(() -> byDebtor(cells.edges())).subscribeOn(scheduler);
    }

    private static Map<Debtor, List<Entry<Key.Edge, long[]>>> byDebtor(Deltas<Key.Edge> edges) {
        var moves = new HashMap<Debtor, List<Entry<Key.Edge, long[]>>>();
        edges.each(
                (edge, sums) ->
                        moves.computeIfAbsent(Debtor.of(edge), _ -> new ArrayList<>())
                                .add(Map.entry(edge, sums)));
        return moves;
    }
}

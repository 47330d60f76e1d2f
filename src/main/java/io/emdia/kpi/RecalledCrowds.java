package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/**
 * What edges change of the crowds depends on what is kept of the debtors; nothing of that is
 * written here.
 */
record RecalledCrowds(Connection unit, Cells cells) {

    private static final int DEBTORS_A_PAGE = 5_000;

    /** From what is stored of the debtors. */
    Mono<Cells> moveStored() {
        return Flux.fromIterable(DebtorRows.byDebtor(cells.edges().netted()).entrySet())
                .buffer(DEBTORS_A_PAGE)
                .concatMap(this::moveStored, 1)
                .then(Mono.just(cells));
    }

    private Mono<Void> moveStored(List<Entry<Debtor, List<Entry<Key.Edge, long[]>>>> moves) {
        var debtors = moves.stream().map(Entry::getKey).toList();
        return DebtorRows.load(unit, debtors).doOnNext(stored -> move(moves, stored)).then();
    }

    private void move(
            List<Entry<Debtor, List<Entry<Key.Edge, long[]>>>> moves,
            Map<Debtor, DebtorEdges> stored) {
        moves.forEach(
                move -> {
                    var before = stored.getOrDefault(move.getKey(), DebtorEdges.NONE);
                    move.getKey().move(before, move.getValue(), cells.crowds());
                });
    }

    /** From nothing. */
    Cells moveNone() {
        DebtorRows.byDebtor(cells.edges().netted())
                .forEach((debtor, moves) -> debtor.move(DebtorEdges.NONE, moves, cells.crowds()));
        return cells;
    }
}

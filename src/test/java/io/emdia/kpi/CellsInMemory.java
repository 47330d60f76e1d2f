package io.emdia.kpi;

import io.emdia.ledger.Projection.Changes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables of cells as maps, moved as the tables are. */
final class CellsInMemory {

    private final Cells all = new Cells();
    private final Map<Debtor, DebtorEdges> debtors = new HashMap<>();
    private final Subscribers subscribers = new Subscribers();

    void move(Changes changes) {
        var moved = CellProjection.netted(changes);
        DebtorRows.byDebtor(moved.edges().netted())
                .forEach(
                        (debtor, moves) -> {
                            var before = debtors.getOrDefault(debtor, DebtorEdges.NONE);
                            debtors.put(debtor, debtor.move(before, moves, moved.crowds()));
                        });
        subscribers.move(changes, moved);
        moved.addTo(all);
    }

    boolean isEmpty() {
        var deltas =
                Stream.of(
                        all.due(),
                        all.silent(),
                        all.receipts(),
                        all.issues(),
                        all.edges(),
                        all.crowds(),
                        all.attempts(),
                        all.flows(),
                        all.namings(),
                        all.steps(),
                        all.revenue(),
                        all.standings(),
                        all.used());
        return deltas.allMatch(table -> table.netted().isEmpty())
                && debtors.values().stream().allMatch(kept -> kept.byMethod().isEmpty());
    }

    List<String> currencies() {
        return all.used().netted().keySet().stream().map(Key.Used::currency).toList();
    }

    Cells all() {
        return all;
    }

    CellSums sums(Scope scope) {
        return CellSums.of(all, scope);
    }
}

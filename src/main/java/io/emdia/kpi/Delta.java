package io.emdia.kpi;

import io.emdia.ledger.Charge;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** What one event changed of the cells; sums of it are worked out once for each scope. */
final class Delta {

    private final Cells cells = new Cells();
    private final Map<Scope, CellSums> sums = new HashMap<>();

    void change(@Nullable Charge before, @Nullable Charge after) {
        if (before != null) {
            ChargeCells.add(before, cells, -1);
        }
        if (after != null) {
            ChargeCells.add(after, cells, 1);
        }
    }

    Cells cells() {
        return cells;
    }

    /** Of everything that adds up; distinct customers do not. */
    CellSums sums(Scope scope) {
        return sums.computeIfAbsent(scope, asked -> CellSums.of(cells, asked));
    }
}

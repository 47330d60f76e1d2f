package io.emdia.kpi;

/** The deltas of one transaction, or all cells there are: a cell is the sum of its deltas. */
record Cells(
        Deltas<Key.Due> due,
        Deltas<Key.Receipt> receipts,
        Deltas<Key.Issue> issues,
        Deltas<Key.Crowd> crowds,
        Deltas<Key.Used> used) {

    Cells() {
        this(new Deltas<>(), new Deltas<>(), new Deltas<>(), new Deltas<>(), new Deltas<>());
    }
}

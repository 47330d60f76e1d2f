package io.emdia.kpi;

/**
 * The deltas of one transaction, or all cells there are: a cell is the sum of its deltas. What is
 * open of silent charges stands by due day; a move before the day after it counts from that day, as
 * nobody asks sooner. The edges of customers are no cells: what they change of the crowds depends
 * on what is kept of them.
 */
record Cells(
        Deltas<Key.Due> due,
        Deltas<Key.Due> silent,
        Deltas<Key.Receipt> receipts,
        Deltas<Key.Issue> issues,
        Deltas<Key.Edge> edges,
        Deltas<Key.Used> used) {

    Cells() {
        this(
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>());
    }
}

package io.emdia.kpi;

/**
 * The deltas of one transaction, or all cells there are: a cell is the sum of its deltas. What is
 * open of silent charges stands by due day; a move before the day after it counts from that day, as
 * nobody asks sooner. The edges of customers are no cells: what they change of the crowds depends
 * on what is kept of them, and only then do the crowds move. Nor are namings and steps: revenue and
 * standings move by what is kept of subscriptions and payers.
 */
record Cells(
        Deltas<Key.Due> due,
        Deltas<Key.Due> silent,
        Deltas<Key.Receipt> receipts,
        Deltas<Key.Issue> issues,
        Deltas<Key.Edge> edges,
        Deltas<Key.Crowd> crowds,
        Deltas<Key.Attempt> attempts,
        Deltas<Key.Moved> flows,
        Deltas<Key.Naming> namings,
        Deltas<Key.Step> steps,
        Deltas<Key.Revenue> revenue,
        Deltas<Key.Standing> standings,
        Movers movers,
        Deltas<Key.Used> used) {

    /** Adds all of these to others. */
    void addTo(Cells others) {
        due.addTo(others.due);
        silent.addTo(others.silent);
        receipts.addTo(others.receipts);
        issues.addTo(others.issues);
        edges.addTo(others.edges);
        crowds.addTo(others.crowds);
        attempts.addTo(others.attempts);
        flows.addTo(others.flows);
        namings.addTo(others.namings);
        steps.addTo(others.steps);
        revenue.addTo(others.revenue);
        standings.addTo(others.standings);
        movers.addTo(others.movers);
        used.addTo(others.used);
    }

    Cells() {
        this(
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Deltas<>(),
                new Movers(),
                new Deltas<>());
    }
}

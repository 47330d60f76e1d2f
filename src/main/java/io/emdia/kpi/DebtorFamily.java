package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.function.BiConsumer;

/** What is kept of debtors, of which the crowds are made. */
final class DebtorFamily implements KeptFamily<Key.Edge> {

    @Override
    public String table() {
        return "kpi_debtor";
    }

    @Override
    public String column() {
        return "edges";
    }

    @Override
    public Deltas<Key.Edge> parts(Cells cells) {
        return cells.edges();
    }

    @Override
    public Owner owner(Key.Edge part) {
        return new Owner(
                part.merchantId(), part.connectionId(), part.customerId(), part.currency());
    }

    @Override
    public void each(Owner owner, String text, BiConsumer<Key.Edge, long[]> part) {
        DebtorEdges.of(text)
                .byMethod()
                .forEach(
                        (method, byDay) ->
                                byDay.forEach(
                                        (day, sums) ->
                                                part.accept(edge(owner, method, day), sums)));
    }

    private static Key.Edge edge(Owner owner, String method, long day) {
        return Key.Edge.of(debtor(owner), method, day);
    }

    @Override
    public String text(Deltas<Key.Edge> parts) {
        return DebtorEdges.NONE.plus(parts.netted().entrySet()).text();
    }

    @Override
    public void addMade(Owner owner, String text, Cells into) {
        debtor(owner).addTo(into.crowds(), DebtorEdges.of(text), 1);
    }

    @Override
    public Mono<Void> move(Connection transaction, Cells cells) {
        return DebtorRows.move(transaction, cells);
    }

    private static Debtor debtor(Owner owner) {
        return new Debtor(
                owner.merchantId(), owner.connectionId(), owner.customerId(), owner.currency());
    }
}

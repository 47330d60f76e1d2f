package io.emdia.kpi;

import io.emdia.ledger.Charge;
import io.emdia.ledger.Projection;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Moves the cells with the ledger: by what each changed charge contributes now less what it
 * contributed before, netted over the transaction; customers, subscriptions and payers by what is
 * kept of each.
 */
@Component
final class CellProjection implements Projection {

    @Override
    public Mono<Void> move(Connection transaction, Changes changes) {
        var cells = netted(changes);
        return move(transaction, CellFamily.DIRECT, cells)
                .then(Mono.defer(() -> DebtorRows.move(transaction, cells)))
                .then(Mono.defer(() -> moveSubscribers(transaction, changes, cells)))
                .then(Mono.defer(() -> PayerRows.move(transaction, cells)))
                .then(Mono.defer(() -> move(transaction, CellFamily.LATER, cells)))
                .checkpoint("kpi cells");
    }

    private static Mono<Void> moveSubscribers(
            Connection transaction, Changes changes, Cells cells) {
        return new SubscriberRows(transaction, cells).move(changes.subscriptions());
    }

    static Mono<Void> move(Connection transaction, List<CellFamily<?>> families, Cells cells) {
        var netted = CellFamily.Netted.of(cells);
        return Flux.fromIterable(families)
                .concatMap(family -> family.move(transaction, netted))
                .then();
    }

    /** What charges contribute to all cells. */
    static Cells contributed(List<Charge> charges) {
        return netted(
                new Changes(
                        charges.stream()
                                .map(charge -> new ChargeChange(charge.key(), null, charge))
                                .toList()));
    }

    /** What the changed charges contribute; subscriptions and payers by what is kept of them. */
    static Cells netted(Changes changes) {
        var cells = new Cells();
        for (var change : changes.charges()) {
            if (change.before() != null) {
                ChargeCells.add(change.before(), cells, -1);
            }
            if (change.after() != null) {
                ChargeCells.add(change.after(), cells, 1);
            }
        }
        return cells;
    }
}

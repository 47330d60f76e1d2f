package io.emdia.ledger;

import io.emdia.ledger.Rehearsal.Rehearsed;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Moves nothing; remembers what one transaction changed. */
final class ChangesSeen implements Projection {

    private final Set<ChargeKey> charges = new HashSet<>();
    private final Set<String> currencies = new TreeSet<>();

    @Override
    public Mono<Void> move(Connection transaction, Changes changes) {
        return Mono.fromRunnable(() -> changes.charges().forEach(this::see));
    }

    private void see(ChargeChange change) {
        charges.add(change.key());
        see(change.before());
        see(change.after());
    }

    private void see(@Nullable Charge charge) {
        if (charge != null) {
            currencies.add(charge.currency());
        }
    }

    Rehearsed rehearsed() {
        return new Rehearsed(charges.size(), Set.copyOf(currencies));
    }
}

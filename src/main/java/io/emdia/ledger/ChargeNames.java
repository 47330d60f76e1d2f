package io.emdia.ledger;

import io.emdia.facts.ChargeFact.ChargeLinked;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;

/** Which charge an id names that a gateway calls it by somewhere: its order, its payment. */
final class ChargeNames {

    private ChargeNames() {}

    /** The id under which the charge is kept; itself for an id that is linked to nothing. */
    static Mono<String> chargeOf(Connection unit, ChargeKey key) {
        return SubjectRows.names(unit, List.of(key))
                .map(names -> names.stream().map(Subject::of).toList())
                .flatMap(names -> FactRows.load(unit, names))
                .map(told -> Links.of(links(told.values())).chargeOf(key.chargeId()));
    }

    private static List<Told> links(Collection<List<Told>> told) {
        return told.stream()
                .flatMap(List::stream)
                .filter(one -> one.fact() instanceof ChargeLinked)
                .distinct()
                .toList();
    }
}

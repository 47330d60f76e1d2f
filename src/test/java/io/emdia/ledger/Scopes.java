package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scopes that only tests need. */
public final class Scopes {

    private Scopes() {}

    /** Of the merchants whose state changed. */
    public static Scope of(Projection.Changes changes) {
        return Scope.of(
                Stream.concat(
                                changes.charges().stream().map(change -> change.key().merchantId()),
                                changes.subscriptions().stream()
                                        .map(change -> change.key().merchantId()))
                        .collect(Collectors.toSet()));
    }

    static Scope ofCharges(Collection<Charge> charges) {
        return Scope.of(
                charges.stream()
                        .map(charge -> charge.key().merchantId())
                        .collect(Collectors.toSet()));
    }

    /** Of all merchants there are by now. */
    public static Mono<Scope> all(Database database) {
        return database.read(
                        Scope.DIRECTORY,
                        unit ->
                                Query.on(unit, "select merchant_id from merchant")
                                        .rows(row -> Row.text(row, "merchant_id")))
                .map(ids -> Scope.of(Set.copyOf(ids)));
    }
}

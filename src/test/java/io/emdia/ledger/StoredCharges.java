package io.emdia.ledger;

import io.emdia.database.Database;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Writes charges as the ledger would have folded them, and the customers they are of. */
public final class StoredCharges {

    private StoredCharges() {}

    public static Mono<Void> write(Database database, Collection<Charge> charges) {
        var rows =
                charges.stream()
                        .map(one -> new ChargeRows.Written(one.key(), "rules", one))
                        .toList();
        return database.write(
                Scopes.ofCharges(charges),
                transaction ->
                        ChargeRows.lock(transaction, charges.stream().map(Charge::key).toList())
                                .then(CustomerRows.lock(transaction, customers(charges)))
                                .then(Mono.defer(() -> ChargeRows.write(transaction, rows))));
    }

    private static List<CustomerKey> customers(Collection<Charge> charges) {
        return charges.stream()
                .filter(charge -> charge.customerId() != null)
                .map(StoredCharges::customer)
                .distinct()
                .toList();
    }

    private static CustomerKey customer(Charge charge) {
        var key = charge.key();
        var id = Objects.requireNonNull(charge.customerId());
        return new CustomerKey(key.merchantId(), key.connectionId(), id);
    }
}

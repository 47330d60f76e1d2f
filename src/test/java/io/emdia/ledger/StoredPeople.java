package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Event;
import io.emdia.facts.Member;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;

/** Writes customers as the ledger would have folded them. */
public final class StoredPeople {

    private StoredPeople() {}

    public static Mono<Void> write(
            Database database,
            CustomerKey key,
            @Nullable String name,
            @Nullable String email,
            @Nullable String document) {
        var fact =
                new CustomerTold(
                        key.customerId(),
                        told(name),
                        told(email),
                        Member.missing(),
                        told(document));
        var event = new Event(key.customerId(), "told", Instant.EPOCH, "digest", List.of(fact));
        var batch =
                List.of(
                        new Ledger.Entry(
                                key.merchantId(),
                                key.connectionId(),
                                "standard",
                                event,
                                Instant.EPOCH));
        var persons = StoredLedger.persons(database);
        return database.write(Scope.of(key.merchantId()), unit -> write(unit, persons, key, batch));
    }

    private static Mono<Void> write(
            Connection unit, Persons persons, CustomerKey key, List<Ledger.Entry> batch) {
        return persons.place(unit, batch)
                .flatMap(keys -> new EventRows(unit, keys).add(batch))
                .then(Mono.defer(() -> CustomerRows.lock(unit, List.of(key))))
                .then(Mono.defer(() -> persons.fold(unit, List.of(key))));
    }

    private static Member<String> told(@Nullable String value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

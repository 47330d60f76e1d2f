package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.facts.Member;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;

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
        var told = List.of(new Told("event", Instant.EPOCH, 0, fact));
        return database.write(
                Scope.of(key.merchantId()),
                transaction ->
                        CustomerRows.lock(transaction, List.of(key))
                                .then(
                                        Mono.defer(
                                                () ->
                                                        CustomerRows.write(
                                                                transaction, Map.of(key, told)))));
    }

    private static Member<String> told(@Nullable String value) {
        return value == null ? Member.missing() : Member.of(value);
    }
}

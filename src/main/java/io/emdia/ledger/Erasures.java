package io.emdia.ledger;

import io.emdia.access.Caller;
import io.emdia.auditlog.Act;
import io.emdia.auditlog.AuditLog;
import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.emdia.ledger.ErasureRows.Destroyed;
import io.r2dbc.spi.Connection;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Forgets persons: the key of what was told of them is destroyed for good, so that neither what is
 * stored nor what a backup of it holds without that key can be read, and nothing that is told of
 * them later is kept. Their charges stay, under their customer's id, and so do all figures.
 */
@Component
final class Erasures {

    private final Database database;
    private final Persons persons;
    private final List<KeptElsewhere> elsewhere;
    private final ErasureSettings settings;
    private final InstantSource clock;

    Erasures(
            Database database,
            Persons persons,
            List<KeptElsewhere> elsewhere,
            ErasureSettings settings,
            InstantSource clock) {
        this.database = database;
        this.persons = persons;
        this.elsewhere = List.copyOf(elsewhere);
        this.settings = settings;
        this.clock = clock;
    }

    /** The receipt, the same every time; empty when nothing was ever told of such a customer. */
    Mono<ErasureReceipt> erase(CustomerKey customer, Caller by) {
        var erased =
                database.write(
                        Scope.of(customer.merchantId()),
                        transaction ->
                                ErasureRows.known(transaction, customer)
                                        .flatMap(_ -> erase(transaction, customer, by)));
        return persons.ready(List.of(customer.merchantId())).then(erased).checkpoint("erasure");
    }

    private Mono<ErasureReceipt> erase(Connection transaction, CustomerKey customer, Caller by) {
        var now = clock.instant();
        return ErasureRows.lock(transaction, customer, now)
                .then(Mono.defer(() -> ErasureRows.find(transaction, customer)))
                .switchIfEmpty(Mono.defer(() -> destroy(transaction, customer, by, now)));
    }

    private Mono<ErasureReceipt> destroy(
            Connection transaction, CustomerKey customer, Caller by, Instant now) {
        return persons.of(transaction, List.of(customer))
                .map(known -> known.getOrDefault(customer, Person.UNKNOWN))
                .flatMap(person -> elsewhere(transaction, customer, person))
                .flatMap(kept -> destroyed(transaction, customer, kept, now))
                .flatMap(destroyed -> forget(transaction, customer, by, now, destroyed));
    }

    private static Mono<ErasureReceipt> forget(
            Connection transaction,
            CustomerKey customer,
            Caller by,
            Instant now,
            Destroyed destroyed) {
        return ErasureRows.forget(transaction, customer, now)
                .then(logged(transaction, customer))
                .then(
                        Mono.defer(
                                () -> ErasureRows.keep(transaction, customer, now, by, destroyed)));
    }

    private static Mono<Void> logged(Connection transaction, CustomerKey customer) {
        return AuditLog.record(
                transaction,
                customer.merchantId(),
                Act.PERSON_ERASED,
                customer.customerId(),
                Map.of("connection", customer.connectionId()));
    }

    private Mono<Long> elsewhere(Connection transaction, CustomerKey customer, Person person) {
        return Flux.fromIterable(elsewhere)
                .concatMap(kept -> kept.destroy(transaction, customer, person))
                .reduce(0L, Math::addExact);
    }

    private Mono<Destroyed> destroyed(
            Connection transaction, CustomerKey customer, long quarantined, Instant now) {
        return ErasureRows.facts(transaction, customer)
                .map(facts -> new Destroyed(facts, quarantined, now.plus(settings.retention())));
    }

    /** The newest first, from below an id on. */
    Mono<List<ErasureReceipt>> list(String merchantId, long below, int limit) {
        return database.read(
                Scope.of(merchantId), unit -> ErasureRows.list(unit, merchantId, below, limit));
    }
}

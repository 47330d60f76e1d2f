package io.emdia.ledger;

import io.emdia.facts.CustomerFact.CustomerTold;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.MerchantKeys;
import io.emdia.ledger.CustomerWords.Digests;
import io.emdia.ledger.CustomerWords.Sealed;
import io.emdia.ledger.PersonRows.Found;
import io.emdia.ledger.PersonRows.Held;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who customers are: the only way to their names, e-mails, phones and documents, which are stored
 * sealed under a key of each customer's own.
 */
@Component
public final class Persons implements DisposableBean {

    /** More than a page of persons are opened aside, never on an event loop. */
    private static final int ASIDE_FROM = 1_000;

    private static final int THREADS = 2;
    private static final int WAITING_MAX = 1_000;

    private final MerchantKeys keys;
    private final Scheduler scheduler;

    public Persons(MerchantKeys keys) {
        this.keys = keys;
        this.scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "persons", 60, true);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /** Those of them of whom anything was told, and is not erased. */
    public Mono<Map<CustomerKey, Person>> of(Connection unit, Collection<CustomerKey> customers) {
        var wanted = Set.copyOf(customers);
        if (wanted.isEmpty()) {
            return Mono.just(Map.of());
        }
        return PersonRows.find(unit, wanted).flatMap(found -> opened(unit, found));
    }

    /** Where there are keys of customers there is one of their merchant, so none must be made. */
    private Mono<Map<CustomerKey, Person>> opened(Connection unit, List<Found> found) {
        var open = found.stream().filter(one -> one.wrapped() != null).toList();
        if (open.isEmpty()) {
            return Mono.just(Map.of());
        }
        var merchants = merchants(open.stream().map(Found::customer).toList());
        var of = keys.of(unit, merchants);
        return (open.size() < ASIDE_FROM ? of : of.publishOn(scheduler))
                .map(known -> PersonRows.opened(known, open).persons());
    }

    /** The key of one customer and who it is; neither of one who is erased. */
    Mono<Held> held(Connection unit, CustomerKey customer) {
        return PersonRows.find(unit, List.of(customer))
                .flatMap(
                        found ->
                                keys.of(unit, List.of(customer.merchantId()))
                                        .map(known -> PersonRows.opened(known, found)));
    }

    /** What those of them are called that were told a name. */
    public Mono<Map<CustomerKey, String>> names(
            Connection unit, Collection<CustomerKey> customers) {
        return of(unit, customers).map(Persons::names);
    }

    private static Map<CustomerKey, String> names(Map<CustomerKey, Person> persons) {
        var names = new HashMap<CustomerKey, String>();
        persons.forEach(
                (key, person) -> {
                    if (person.name() != null) {
                        names.put(key, person.name());
                    }
                });
        return names;
    }

    /** A text that a merchant's customers are searched for by; null for none. */
    public Mono<Sought> sought(String merchantId, @Nullable String text) {
        return keys.of(merchantId).map(key -> text == null ? Sought.NOTHING : Sought.of(key, text));
    }

    /** Has the merchants' keys at hand for the units of work that follow. */
    Mono<Void> ready(Collection<String> merchantIds) {
        return keys.of(merchantIds).then();
    }

    /** The keys to store a batch's facts under, made where there are none yet. */
    Mono<PersonKeys> place(Connection transaction, List<Ledger.Entry> batch) {
        var customers = new TreeSet<CustomerKey>();
        for (var entry : batch) {
            entry.event().facts().stream()
                    .filter(CustomerTold.class::isInstance)
                    .forEach(told -> customers.add(customer(entry, told.subjectId())));
        }
        return customers.isEmpty()
                ? Mono.just(PersonKeys.NONE)
                : keys.of(transaction, merchants(customers))
                        .flatMap(of -> PersonRows.place(transaction, of, customers));
    }

    private static CustomerKey customer(Ledger.Entry entry, String customerId) {
        return new CustomerKey(entry.merchantId(), entry.connectionId(), customerId);
    }

    /**
     * Folds who customers are from all that was told of them, under the lock of their rows; one who
     * was erased meanwhile stays so.
     */
    Mono<Void> fold(Connection transaction, List<CustomerKey> customers) {
        if (customers.isEmpty()) {
            return Mono.empty();
        }
        return keys.of(transaction, merchants(customers))
                .flatMap(
                        merchants ->
                                PersonRows.find(transaction, customers)
                                        .map(found -> PersonRows.opened(merchants, found))
                                        .flatMap(held -> fold(transaction, customers, held))
                                        .flatMap(known -> write(transaction, merchants, known)));
    }

    /**
     * @param persons those of them who are not what they were
     */
    private record Known(PersonKeys keys, Map<CustomerKey, Person> persons) {}

    private static Mono<Known> fold(
            Connection transaction, List<CustomerKey> customers, Held held) {
        var subjects = customers.stream().map(Subject::of).toList();
        return FactRows.load(transaction, subjects, held.keys())
                .map(told -> new Known(held.keys(), changed(held, told)));
    }

    private static Map<CustomerKey, Person> changed(Held held, Map<Subject, List<Told>> told) {
        var changed = new HashMap<CustomerKey, Person>();
        told.forEach(
                (subject, facts) -> {
                    var person = Person.fold(facts);
                    if (!person.equals(held.person(subject.customer()))) {
                        changed.put(subject.customer(), person);
                    }
                });
        return changed;
    }

    private static Mono<Void> write(
            Connection transaction, Map<String, MerchantKey> merchants, Known known) {
        var digests = new HashMap<String, Digests>();
        merchants.forEach((merchant, key) -> digests.put(merchant, new Digests(key)));
        var sealed =
                known.persons().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(
                                one ->
                                        sealed(
                                                known.keys(),
                                                Objects.requireNonNull(
                                                        digests.get(one.getKey().merchantId())),
                                                one.getKey(),
                                                one.getValue()))
                        .toList();
        return sealed.isEmpty() ? Mono.empty() : CustomerWords.write(transaction, sealed);
    }

    static Sealed sealed(PersonKeys keys, Digests digests, CustomerKey key, Person person) {
        var sealed =
                person.equals(Person.UNKNOWN)
                        ? null
                        : keys.sealed(key, PersonRows.KIND, FactCodec.writeState(person));
        return new Sealed(key, sealed, digests.heads(person), digests.tails(person));
    }

    private static Set<String> merchants(Collection<CustomerKey> customers) {
        return customers.stream().map(CustomerKey::merchantId).collect(Collectors.toSet());
    }
}

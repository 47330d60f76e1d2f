package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.CustomerFact.CustomerTold;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The customer rows of one transaction. */
final class CustomerRows {

    private static final String PLACE =
            """
            insert into customer (merchant_id, connection_id, customer_id)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing\
            """;

    private static final String LOCK =
            """
            select customer_id from customer
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, customer_id) = (m, c, i)
            order by merchant_id, connection_id, customer_id
            for update of customer\
            """;

    private static final String WRITE =
            """
            update customer set name = x.name, email = x.email, phone = x.phone,
                document = x.document
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[]) as x(m, c, i, name, email, phone, document)
            where (merchant_id, connection_id, customer_id) = (x.m, x.c, x.i)\
            """;

    private CustomerRows() {}

    /** Places what is missing, then locks all in key order. */
    static Mono<Void> lock(Connection transaction, Collection<CustomerKey> keys) {
        var sorted = keys.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Mono.empty();
        }
        return keyed(Query.on(transaction, PLACE), sorted)
                .run()
                .then(Mono.defer(() -> hold(transaction, sorted)));
    }

    /** Locks those that are there, in key order. */
    static Mono<Void> hold(Connection transaction, Collection<CustomerKey> keys) {
        return keyed(Query.on(transaction, LOCK), keys.stream().sorted().toList())
                .rows(row -> Row.text(row, "customer_id"))
                .then();
    }

    /** Folds and writes what was told of the customers themselves. */
    static Mono<Void> write(Connection transaction, Map<CustomerKey, List<Told>> told) {
        if (told.isEmpty()) {
            return Mono.empty();
        }
        var people =
                told.entrySet().stream()
                        .map(entry -> Person.fold(entry.getKey(), entry.getValue()))
                        .toList();
        return keyed(Query.on(transaction, WRITE), people.stream().map(Person::key).toList())
                .with(Columns.text(people, Person::name))
                .with(Columns.text(people, Person::email))
                .with(Columns.text(people, Person::phone))
                .with(Columns.text(people, Person::document))
                .run()
                .then(Mono.defer(() -> CustomerWords.write(transaction, worded(people))));
    }

    private static List<CustomerWords.Of> worded(List<Person> people) {
        return people.stream()
                .map(
                        one ->
                                new CustomerWords.Of(
                                        one.key(), one.name(), one.email(), one.document()))
                .toList();
    }

    private record Person(
            CustomerKey key,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String document) {

        static Person fold(CustomerKey key, List<Told> told) {
            var person = new Person(key, null, null, null, null);
            for (var fact : told.stream().sorted(Told.BY_TRUTH).toList()) {
                person = person.knowing((CustomerTold) fact.fact());
            }
            return person;
        }

        private Person knowing(CustomerTold told) {
            return new Person(
                    key,
                    told.name().over(name),
                    told.email().over(email),
                    told.phone().over(phone),
                    told.document().over(document));
        }
    }

    private static Query keyed(Query query, Collection<CustomerKey> keys) {
        return query.with(Columns.text(keys, CustomerKey::merchantId))
                .with(Columns.text(keys, CustomerKey::connectionId))
                .with(Columns.text(keys, CustomerKey::customerId));
    }
}

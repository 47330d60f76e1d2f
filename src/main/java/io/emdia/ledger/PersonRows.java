package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.SealingKey;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The keys of customers, each wrapped by its merchant's, and what is sealed in their rows. */
final class PersonRows {

    static final String KIND = "customer";

    /** Fenced by {@code offset 0}: from the keys by index, whatever statistics say. */
    private static final String FIND =
            """
            select m as merchant_id, c as connection_id, i as customer_id, k.wrapped
            from unnest($1::text[], $2::text[], $3::text[]) as x(m, c, i)
            cross join lateral (
                select wrapped from customer_key
                where merchant_id = m and connection_id = c and customer_id = i
                offset 0) as k\
            """;

    private static final String ADD =
            """
            insert into customer_key (merchant_id, connection_id, customer_id, wrapped)
            select m, c, i, decode(w, 'base64')
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(m, c, i, w)
            on conflict do nothing\
            """;

    private static final String HELD =
            """
            select m as merchant_id, c as connection_id, i as customer_id, k.wrapped, u.sealed
            from unnest($1::text[], $2::text[], $3::text[]) as x(m, c, i)
            cross join lateral (
                select wrapped from customer_key
                where merchant_id = m and connection_id = c and customer_id = i
                offset 0) as k
            left join lateral (
                select sealed from customer
                where merchant_id = m and connection_id = c and customer_id = i
                offset 0) as u on true\
            """;

    private PersonRows() {}

    /**
     * @param wrapped null of one who is erased
     */
    record Found(CustomerKey customer, byte @Nullable [] wrapped, byte @Nullable [] sealed) {

        private static Found of(Readable row) {
            return new Found(key(row), row.get("wrapped", byte[].class), null);
        }

        private static Found held(Readable row) {
            return new Found(
                    key(row), row.get("wrapped", byte[].class), row.get("sealed", byte[].class));
        }
    }

    /** What was told of customers who are not erased. */
    record Held(PersonKeys keys, Map<CustomerKey, Person> persons) {

        Person person(CustomerKey customer) {
            return persons.getOrDefault(customer, Person.UNKNOWN);
        }
    }

    /** The customers' keys, one made for whoever has none; those who are erased keep none. */
    static Mono<PersonKeys> place(
            Connection transaction,
            Map<String, MerchantKey> merchants,
            Collection<CustomerKey> customers) {
        return keyed(Query.on(transaction, FIND), customers)
                .rows(Found::of)
                .flatMap(
                        found ->
                                found.size() == customers.size()
                                        ? Mono.just(found)
                                        : add(transaction, merchants, missing(customers, found))
                                                .then(again(transaction, customers)))
                .map(found -> keys(merchants, found));
    }

    private static Mono<List<Found>> again(Connection unit, Collection<CustomerKey> customers) {
        return Mono.defer(() -> keyed(Query.on(unit, FIND), customers).rows(Found::of));
    }

    private static List<CustomerKey> missing(Collection<CustomerKey> customers, List<Found> found) {
        var known = found.stream().map(Found::customer).collect(Collectors.toSet());
        return customers.stream().filter(one -> !known.contains(one)).toList();
    }

    private static Mono<Void> add(
            Connection transaction,
            Map<String, MerchantKey> merchants,
            Collection<CustomerKey> customers) {
        var sorted = customers.stream().sorted().toList();
        return keyed(Query.on(transaction, ADD), sorted)
                .with(Columns.text(sorted, one -> fresh(merchants, one)))
                .run();
    }

    private static String fresh(Map<String, MerchantKey> merchants, CustomerKey customer) {
        var wrapped = merchant(merchants, customer).wrap(SealingKey.fresh(), context(customer));
        return Base64.getEncoder().encodeToString(wrapped);
    }

    /** The keys of customers and what is sealed in their rows. */
    static Mono<List<Found>> find(Connection unit, Collection<CustomerKey> customers) {
        return keyed(Query.on(unit, HELD), customers).rows(Found::held);
    }

    static Held opened(Map<String, MerchantKey> merchants, List<Found> found) {
        var keys = keys(merchants, found);
        var persons = new HashMap<CustomerKey, Person>();
        for (var one : found) {
            var person = one.sealed() == null ? null : open(keys, one.customer(), one.sealed());
            if (person != null) {
                persons.put(one.customer(), person);
            }
        }
        return new Held(keys, persons);
    }

    private static @Nullable Person open(PersonKeys keys, CustomerKey customer, byte[] sealed) {
        var opened = keys.opened(customer, KIND, sealed);
        return opened == null ? null : FactCodec.readState(opened, Person.class);
    }

    static PersonKeys keys(Map<String, MerchantKey> merchants, List<Found> found) {
        var keys = new HashMap<CustomerKey, SealingKey>();
        for (var one : found) {
            if (one.wrapped() != null) {
                keys.put(
                        one.customer(),
                        merchant(merchants, one.customer())
                                .unwrap(one.wrapped(), context(one.customer())));
            }
        }
        return new PersonKeys(keys);
    }

    private static MerchantKey merchant(Map<String, MerchantKey> keys, CustomerKey customer) {
        return Objects.requireNonNull(keys.get(customer.merchantId()));
    }

    static String context(CustomerKey customer) {
        return "customer_key %s %s".formatted(customer.connectionId(), customer.customerId());
    }

    private static CustomerKey key(Readable row) {
        return new CustomerKey(
                Row.text(row, "merchant_id"),
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"));
    }

    private static Query keyed(Query query, Collection<CustomerKey> keys) {
        return query.with(Columns.text(keys, CustomerKey::merchantId))
                .with(Columns.text(keys, CustomerKey::connectionId))
                .with(Columns.text(keys, CustomerKey::customerId));
    }
}

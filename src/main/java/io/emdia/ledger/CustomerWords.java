package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.keys.MerchantKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What customers are found by: the beginnings of the words of their names, their e-mails and the
 * number of their document, of each a digest by the merchant's key, since the words themselves are
 * kept nowhere. The short ones, heads, stand in a table that finds customers by them; the others,
 * tails, in the customer's row alone, where they are compared with those that a head has found.
 */
final class CustomerWords {

    /** Letters of the longest head. */
    static final int HEAD_MAX = 4;

    /** Of customers whose rows are locked. */
    private static final String WRITE =
            """
            with told as (
                select m, c, i, number, decode(x.sealed, 'base64') as sealed,
                       u.heads as before, x.heads::bigint[] as heads, x.tails::bigint[] as tails
                from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
                     as x(m, c, i, sealed, heads, tails)
                join customer u on (merchant_id, connection_id, customer_id) = (m, c, i)
            ), gone as (
                delete from customer_head as h
                using (select m, number, unnest(before) as head, heads from told) as old
                where (h.merchant_id, h.head, h.customer) = (m, old.head, number)
                  and old.head <> all (heads)
            ), come as (
                insert into customer_head (merchant_id, head, customer)
                select m, head, number from told, unnest(heads) as head
                where head <> all (before)
            )
            update customer set sealed = told.sealed, heads = told.heads, tails = told.tails
            from told where (merchant_id, connection_id, customer_id) = (m, c, i)\
            """;

    private CustomerWords() {}

    /**
     * A person as stored.
     *
     * @param sealed base64; null of one of whom nothing is known
     */
    record Sealed(CustomerKey key, @Nullable String sealed, List<Long> heads, List<Long> tails) {}

    /** Digests of one merchant's words; many customers share their beginnings. */
    static final class Digests {

        private final MerchantKey key;
        private final Map<String, Long> known = new HashMap<>();

        Digests(MerchantKey key) {
            this.key = key;
        }

        List<Long> heads(Person person) {
            return words(person)
                    .flatMap(word -> Words.beginnings(word, 1, HEAD_MAX))
                    .distinct()
                    .map(this::of)
                    .toList();
        }

        List<Long> tails(Person person) {
            return words(person)
                    .flatMap(word -> Words.beginnings(word, HEAD_MAX + 1, Words.LENGTH_MAX))
                    .distinct()
                    .map(this::of)
                    .toList();
        }

        private Long of(String beginning) {
            return known.computeIfAbsent(beginning, key::digest);
        }
    }

    private static Stream<String> words(Person person) {
        var document = person.document();
        var number = document == null ? List.<String>of() : List.of(Words.joined(document));
        return Stream.of(Words.of(person.name()), Words.of(person.email()), number)
                .flatMap(List::stream)
                .filter(word -> !word.isEmpty())
                .distinct();
    }

    static Mono<Void> write(Connection transaction, Collection<Sealed> customers) {
        return Query.on(transaction, WRITE)
                .with(Columns.text(customers, one -> one.key().merchantId()))
                .with(Columns.text(customers, one -> one.key().connectionId()))
                .with(Columns.text(customers, one -> one.key().customerId()))
                .with(Columns.text(customers, Sealed::sealed))
                .with(Columns.text(customers, one -> Columns.literal(one.heads())))
                .with(Columns.text(customers, one -> Columns.literal(one.tails())))
                .run();
    }
}

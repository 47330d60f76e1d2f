package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.database.Query;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words that customers are found by: of their names, their e-mails and the number of their
 * document. A customer's row holds all of its words, a table of their own finds the customer by
 * them; nobody else knows how they are kept.
 */
public final class CustomerWords {

    /** Where a customer without a name stands among those who have one: behind them. */
    private static final String NAMELESS = Character.toString(Character.MAX_CODE_POINT);

    /** What was told of one customer. */
    record Of(
            CustomerKey key,
            @Nullable String name,
            @Nullable String email,
            @Nullable String document) {

        List<String> words() {
            var number = document == null ? List.<String>of() : List.of(Words.joined(document));
            return Stream.of(Words.of(name), Words.of(email), number)
                    .flatMap(List::stream)
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
        }

        String order() {
            var line = Words.inOrder(name);
            return line.isEmpty() ? NAMELESS : line;
        }
    }

    /** Of customers whose rows are locked; those with the same words as before are let be. */
    private static final String WRITE =
            """
            with told as (
                select m, c, i, words::text[] as words, name_order
                from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                     as x(m, c, i, words, name_order)
            ), moved as (
                select m, c, i, told.words, told.name_order, u.words as before
                from told join customer u on (merchant_id, connection_id, customer_id) = (m, c, i)
                where (u.words, u.name_order) is distinct from (told.words, told.name_order)
            ), gone as (
                delete from customer_word as w
                using (select m, c, i, unnest(before) as word, words from moved) as old
                where (w.merchant_id, w.word, w.connection_id, w.customer_id) = (m, old.word, c, i)
                  and old.word <> all (words)
            ), come as (
                insert into customer_word (merchant_id, word, connection_id, customer_id)
                select m, word, c, i from moved, unnest(words) as word
                where word <> all (before)
            )
            update customer set words = moved.words, name_order = moved.name_order
            from moved where (merchant_id, connection_id, customer_id) = (m, c, i)\
            """;

    private static final String BEGUN =
            """
            select connection_id, customer_id from customer_word
            where merchant_id = $1 and word >= ? and word < ?\
            """;

    private static final String NAMED =
            """
            select connection_id, customer_id from customer
            where merchant_id = $1 and customer_id >= ? and customer_id < ?\
            """;

    private CustomerWords() {}

    static Mono<Void> write(Connection transaction, Collection<Of> customers) {
        return Query.on(transaction, WRITE)
                .with(Columns.text(customers, one -> one.key().merchantId()))
                .with(Columns.text(customers, one -> one.key().connectionId()))
                .with(Columns.text(customers, one -> one.key().customerId()))
                .with(Columns.text(customers, one -> literal(one.words())))
                .with(Columns.text(customers, Of::order))
                .run();
    }

    /** Words hold no quotation marks. */
    private static String literal(List<String> words) {
        return words.stream()
                .collect(Collectors.joining("\",\"", "{\"", "\"}"))
                .replace("{\"\"}", "{}");
    }

    /**
     * A select of the keys (connection_id, customer_id) of those of the merchant $1 that a text
     * finds, each once: every word of it begins one of theirs, or it begins their id.
     */
    public static String found(String text, Conditions conditions) {
        var id = conditions.placed(NAMED, text, Words.end(text));
        return Words.wanted(text).stream()
                .map(word -> conditions.placed(BEGUN, word, Words.end(word)))
                .reduce((all, next) -> all + " intersect " + next)
                .map(words -> "(" + words + ") union " + id)
                .orElse(id);
    }
}

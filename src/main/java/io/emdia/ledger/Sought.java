package io.emdia.ledger;

import io.emdia.database.Conditions;
import io.emdia.keys.MerchantKey;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that customers are searched for by, as their words are kept.
 *
 * @param words of the text, each as a digest of its head and, where it is longer, one of all of it
 */
public record Sought(String text, List<Word> words) {

    /** Finds nobody; stands for no search at all. */
    public static final Sought NOTHING = new Sought("", List.of());

    private static final String HEADED =
            "select customer from customer_head where merchant_id = $1 and head = ?";

    private static final String TAILED = " and ? = any (tails)";

    private static final String FOUND =
            """
            (select u.connection_id, u.customer_id from (%s) as w
             cross join lateral (
                 select connection_id, customer_id from customer
                 where merchant_id = $1 and number = w.customer%s
                 offset 0) as u)\
            """;

    private static final String NAMED =
            """
            select connection_id, customer_id from customer
            where merchant_id = $1 and customer_id >= ? and customer_id < ?\
            """;

    /**
     * @param all the same as the head for a word that is not longer
     */
    public record Word(long head, long all) {

        private static Word of(MerchantKey key, String word) {
            var head = Words.beginning(word, CustomerWords.HEAD_MAX);
            return new Word(key.digest(head), key.digest(word));
        }

        private boolean isLonger() {
            return head != all;
        }
    }

    static Sought of(MerchantKey key, String text) {
        var words = Words.wanted(text).stream().map(word -> Word.of(key, word)).toList();
        return new Sought(text, words);
    }

    public boolean isNothing() {
        return text.isEmpty();
    }

    /**
     * A select of the keys (connection_id, customer_id) of those of the merchant $1 that the text
     * finds, each once: every word of it begins one of theirs, or it begins their id.
     */
    public String found(Conditions conditions) {
        var id = conditions.placed(NAMED, text, Words.end(text));
        if (words.isEmpty()) {
            return id;
        }
        var heads =
                words.stream()
                        .map(Word::head)
                        .distinct()
                        .map(head -> conditions.placed(HEADED, head))
                        .collect(Collectors.joining(" intersect "));
        var tails =
                words.stream()
                        .filter(Word::isLonger)
                        .map(word -> conditions.placed(TAILED, word.all()))
                        .collect(Collectors.joining());
        return FOUND.formatted(heads, tails) + " union " + id;
    }
}

package io.emdia.ledger;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Text as the words it is found by: without accents, in lower case, parted where there is a blank
 * or a mark of ASCII. A word is cut at a length, and so is the one that is searched for.
 */
public final class Words {

    static final int LENGTH_MAX = 40;

    /** More of one text are not looked at. */
    static final int WORDS_MAX = 12;

    /** Longer ones are refused. */
    private static final int TEXT_MAX = 200;

    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Punct}\\p{Cntrl}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** A number of a document, as in 12.ABC.345/01DE-35: its marks part no words. */
    private static final Pattern NUMBERED =
            Pattern.compile("[0-9][0-9A-Za-z]*([./-][0-9A-Za-z]+)+");

    private Words() {}

    /** From the first to the last, each once. */
    static List<String> of(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return Arrays.stream(BETWEEN.split(plain(text)))
                .filter(word -> !word.isEmpty())
                .map(Words::cut)
                .distinct()
                .limit(WORDS_MAX)
                .toList();
    }

    /** As a line to put in order by; empty for a text without words. */
    public static String inOrder(@Nullable String text) {
        return text == null
                ? ""
                : cut(BETWEEN.matcher(plain(text)).replaceAll(" ").strip()).strip();
    }

    /** All of it as one word. */
    static String joined(String text) {
        return cut(BETWEEN.matcher(plain(text)).replaceAll(""));
    }

    /** What a list is searched for; null for a text without any, a 400 for one that is too long. */
    public static @Nullable String searched(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > TEXT_MAX || text.indexOf('\0') >= 0) {
            throw Problem.invalid("text", "must be plain text of up to " + TEXT_MAX + " letters");
        }
        return text.strip();
    }

    /** Of a text that somebody searches for: each must begin a word of what is found. */
    static List<String> wanted(String text) {
        return Arrays.stream(BLANKS.split(text))
                .flatMap(
                        part ->
                                NUMBERED.matcher(part).matches()
                                        ? Stream.of(joined(part))
                                        : of(part).stream())
                .distinct()
                .limit(WORDS_MAX)
                .toList();
    }

    /** The first letters of a word, of each of so many of them that it has. */
    static Stream<String> beginnings(String word, int lettersMin, int lettersMax) {
        var letters = word.codePointCount(0, word.length());
        return IntStream.rangeClosed(lettersMin, Math.min(letters, lettersMax))
                .mapToObj(length -> beginning(word, length));
    }

    /** All of a word that is not longer. */
    static String beginning(String word, int lettersMax) {
        return word.codePointCount(0, word.length()) <= lettersMax
                ? word
                : word.substring(0, word.offsetByCodePoints(0, lettersMax));
    }

    /** What stands behind all that begins with this, compared by bytes. */
    static String end(String beginning) {
        return beginning + Character.toString(Character.MAX_CODE_POINT);
    }

    private static String plain(String text) {
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        return ACCENTS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static String cut(String word) {
        return beginning(word, LENGTH_MAX);
    }
}

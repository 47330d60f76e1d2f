package io.emdia.page;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one of the page's tables of words holds. Understands no more of JavaScript than such a table
 * may be: an object of two objects of texts, a key once.
 */
final class WordTable {

    static final String PORTUGUESE = "pt-BR";
    static final String ENGLISH = "en";

    private static final Pattern SPACE =
            Pattern.compile("(?:\\s|//[^\\n]*|/\\*.*?\\*/)+", Pattern.DOTALL);
    private static final Pattern TEXT =
            Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern KEY = Pattern.compile("'([^'\\n]+)'|([A-Za-z]\\w*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    private final Path file;
    private final String text;
    private int at;
    private final Map<String, Map<String, String>> languages = new LinkedHashMap<>();

    private WordTable(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static WordTable read(Path file, String text) {
        var table = new WordTable(file, text);
        table.expect("export default");
        table.expect("{");
        while (!table.next("}")) {
            var language = table.key();
            table.expect(":");
            table.languages.put(language, table.texts());
            table.next(",");
        }
        table.next(";");
        table.skipSpace();
        table.require(table.at == text.length(), "nothing after the table");
        return table;
    }

    Map<String, String> texts(String language) {
        return languages.getOrDefault(language, Map.of());
    }

    /** What a text waits to be given, in the order of their names. */
    static String placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group())
                .sorted()
                .distinct()
                .toList()
                .toString();
    }

    private Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        expect("{");
        while (!next("}")) {
            var key = key();
            expect(":");
            require(texts.put(key, text()) == null, key + " only once");
            next(",");
        }
        return texts;
    }

    private String key() {
        var found = found(KEY).orElseThrow(() -> expected("a key"));
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    /** One or several literals with a plus between them. */
    private String text() {
        var text = new StringBuilder();
        do {
            var found = found(TEXT).orElseThrow(() -> expected("a text"));
            text.append(found.group(1) == null ? found.group(2) : found.group(1));
        } while (next("+"));
        return text.toString();
    }

    private void expect(String literal) {
        require(next(literal), literal);
    }

    private boolean next(String literal) {
        return found(Pattern.compile(Pattern.quote(literal))).isPresent();
    }

    private Optional<Matcher> found(Pattern what) {
        skipSpace();
        return here(what);
    }

    private void skipSpace() {
        here(SPACE);
    }

    /** Goes past what stands here, if it is that. */
    private Optional<Matcher> here(Pattern what) {
        var matcher = what.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        at = matcher.end();
        return Optional.of(matcher);
    }

    private void require(boolean met, String what) {
        if (!met) {
            throw expected(what);
        }
    }

    private AssertionError expected(String what) {
        return new AssertionError(file + " at " + at + ": expected " + what);
    }
}

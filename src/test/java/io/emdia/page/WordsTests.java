package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The page says the same in both languages, and nothing that nobody wrote. */
class WordsTests {

    private static final int WORDS_MIN = 100;

    /** Asked for by its whole key. */
    private static final Pattern ASKED = Pattern.compile("\\bword\\('([^']+)'");

    private static final Pattern ASKED_BY_NUMBER = Pattern.compile("\\bplural\\('([^']+)'");

    /** A text that may be a key, or the beginning of one that is put together. */
    private static final Pattern MENTIONED = Pattern.compile("['`]([a-z][\\w.]*)(\\$\\{)?");

    private static final List<String> NUMBERS = List.of("one", "many");

    static List<Path> tables() {
        return PageSources.files(PageSources.WORDS, ".js");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void bothLanguagesHaveTheSameKeysAndPlaceholders(Path file) {
        assertThat(differences(WordTable.read(file, PageSources.text(file)))).isEmpty();
    }

    @Test
    void everyWordAskedForIsThere() {
        var known = keys();
        assertThat(known).hasSizeGreaterThan(WORDS_MIN);

        assertThat(asked(PageSources.modules().values()))
                .hasSizeGreaterThan(WORDS_MIN)
                .isSubsetOf(known);
    }

    @Test
    void noWordIsLeftOver() {
        assertThat(leftOver(keys(), PageSources.modules().values())).isEmpty();
    }

    @Test
    void noKeyIsInTwoTables() {
        var all = new ArrayList<String>();
        tables().forEach(file -> all.addAll(table(file).texts(WordTable.ENGLISH).keySet()));

        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void aDifferenceIsSeen() {
        var table =
                WordTable.read(
                        Path.of("planted.js"),
                        """
                        // A comment.
                        export default {
                          'pt-BR': { 'a.b': 'um {n}', 'a.c': 'dois', },
                          en: { 'a.b': 'one ' + "{m}", 'a.d': 'it\\'s' },
                        };
                        """);

        assertThat(differences(table)).containsExactly("a.b", "a.c", "a.d");
        assertThat(table.texts(WordTable.ENGLISH)).containsEntry("a.b", "one {m}");
    }

    @Test
    void whatIsNoTableIsRefused() {
        var twice = "export default { en: { 'a': '1', 'a': '2' } };";
        assertThatThrownBy(() -> WordTable.read(Path.of("planted.js"), twice))
                .hasMessageContaining("a only once");
        assertThatThrownBy(
                        () -> WordTable.read(Path.of("planted.js"), "export default {};\nmore()"))
                .hasMessageContaining("nothing after");
    }

    @Test
    void aWordNobodyWroteAndOneNobodyAsksForAreSeen() {
        var module = List.of("word('a.b') + word(`c.${d}`) + plural('e.f', n, n)");

        assertThat(asked(module)).containsExactly("a.b", "e.f.many", "e.f.one");
        assertThat(leftOver(Set.of("a.b", "c.x", "e.f.one", "g.h"), module)).containsExactly("g.h");
    }

    private static Set<String> keys() {
        var keys = new TreeSet<String>();
        tables().forEach(file -> keys.addAll(table(file).texts(WordTable.ENGLISH).keySet()));
        return keys;
    }

    private static WordTable table(Path file) {
        return WordTable.read(file, PageSources.text(file));
    }

    private static Set<String> differences(WordTable table) {
        var portuguese = table.texts(WordTable.PORTUGUESE);
        var english = table.texts(WordTable.ENGLISH);
        var keys = new TreeSet<>(portuguese.keySet());
        keys.addAll(english.keySet());
        keys.removeIf(key -> isSame(portuguese.get(key), english.get(key)));
        return keys;
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one != null
                && other != null
                && WordTable.placeholders(one).equals(WordTable.placeholders(other));
    }

    private static Set<String> asked(Collection<String> modules) {
        var asked = new TreeSet<String>();
        for (var module : modules) {
            ASKED.matcher(module).results().forEach(found -> asked.add(found.group(1)));
            ASKED_BY_NUMBER
                    .matcher(module)
                    .results()
                    .forEach(
                            found ->
                                    NUMBERS.forEach(
                                            each -> asked.add(found.group(1) + "." + each)));
        }
        return asked;
    }

    private static Set<String> leftOver(Set<String> keys, Collection<String> modules) {
        var left = new TreeSet<>(keys);
        for (var module : modules) {
            MENTIONED
                    .matcher(module)
                    .results()
                    .forEach(
                            found ->
                                    left.removeIf(
                                            key ->
                                                    isMeant(
                                                            key,
                                                            found.group(1),
                                                            found.group(2) != null)));
        }
        return left;
    }

    private static boolean isMeant(String key, String mentioned, boolean isBeginning) {
        if (isBeginning) {
            return key.startsWith(mentioned);
        }
        return key.equals(mentioned)
                || NUMBERS.stream().anyMatch(each -> key.equals(mentioned + "." + each));
    }
}

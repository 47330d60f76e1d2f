package io.emdia.page;

import java.util.HashMap;
import java.util.Map;

/** What the page says in a language, by the keys of its own tables. */
final class Spoken {

    private static final Map<String, Map<String, String>> ALL =
            Map.of(
                    WordTable.PORTUGUESE, all(WordTable.PORTUGUESE),
                    WordTable.ENGLISH, all(WordTable.ENGLISH));

    private Spoken() {}

    /**
     * @param language {@code pt-BR} or {@code en}
     */
    static String word(String language, String key) {
        var text = ALL.getOrDefault(language, Map.of()).get(key);
        if (text == null) {
            throw new AssertionError("nobody wrote " + key + " in " + language);
        }
        return text;
    }

    private static Map<String, String> all(String language) {
        var all = new HashMap<String, String>();
        for (var file : PageSources.files(PageSources.WORDS, ".js")) {
            all.putAll(WordTable.read(file, PageSources.text(file)).texts(language));
        }
        return all;
    }
}

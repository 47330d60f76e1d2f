package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the page's modules and style sheets may not say. */
class PageRulesTests {

    private static final int LINES_MAX = 300;

    /** A rule by what would break it, and something that does. */
    enum Rule {
        NO_STYLE_IN_THE_MARKUP(
                "\\sstyle=[\"'$]|\\bstyleMap\\b|setAttribute\\('style'", "<i style=\"a\">"),
        NO_MARKUP_FROM_TEXT(
                "\\b(innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|unsafeStatic|document\\.write)\\b",
                "part.innerHTML = text"),
        NO_CODE_FROM_TEXT("\\beval\\(|new Function\\(|setTimeout\\(\\s*['\"`]", "eval(text)"),
        NO_HANDLER_IN_THE_MARKUP("\\son[a-z]+=[\"'$]", "<a onclick=\"x()\">"),
        NO_ADDRESS_OF_A_STRANGER("https?://(?!www\\.w3\\.org/)", "fetch('https://example.com')"),
        NOTHING_LEFT_FOR_LATER("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b", "// TO" + "DO");

        private final Pattern broken;
        private final String planted;

        Rule(String broken, String planted) {
            this.broken = Pattern.compile(broken);
            this.planted = planted;
        }

        List<String> brokenBy(Map<String, String> sources) {
            var found = new ArrayList<String>();
            sources.forEach(
                    (name, text) ->
                            broken.matcher(text)
                                    .results()
                                    .forEach(one -> found.add(name + ": " + one.group())));
            return found;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theModulesKeep(Rule rule) {
        assertThat(PageSources.modules()).isNotEmpty();
        assertThat(rule.brokenBy(PageSources.modules())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedViolationBreaks(Rule rule) {
        assertThat(rule.brokenBy(Map.of("planted.js", rule.planted))).isNotEmpty();
    }

    @Test
    void styleSheetsAskNobodyForAnything() {
        var sheets = PageSources.files(PageSources.ASSETS, ".css");
        assertThat(sheets).isNotEmpty();

        assertThat(sheets)
                .allSatisfy(
                        sheet ->
                                assertThat(PageSources.text(sheet))
                                        .doesNotContain("@import", "http:", "https:", "url(//"));
    }

    @Test
    void modulesAreShort() {
        assertThat(tooLong(PageSources.modules())).isEmpty();
        assertThat(tooLong(Map.of("planted.js", "\n".repeat(LINES_MAX + 1)))).hasSize(1);
    }

    private static List<String> tooLong(Map<String, String> modules) {
        return modules.entrySet().stream()
                .filter(module -> module.getValue().lines().count() > LINES_MAX)
                .map(Map.Entry::getKey)
                .toList();
    }
}

package io.emdia;

import static io.emdia.Dashboards.ENGLISH;
import static io.emdia.Dashboards.PORTUGUESE;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.Dashboards.Dashboard;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * The Portuguese dashboards are the English ones with other texts, and nothing else. With {@code
 * -Demdia.dashboards=write} they are written anew.
 */
class DashboardTextsTests {

    private static final String MEND =
            "mend with: ./mvnw test -Dtest=DashboardTextsTests -Demdia.dashboards=write";

    @Test
    void thePortugueseDashboardsAreTheEnglishOnesTranslated() throws IOException {
        if ("write".equals(System.getProperty("emdia.dashboards"))) {
            write();
        }
        var translation = Translation.portuguese();
        var portuguese = Dashboards.in(PORTUGUESE);

        assertThat(Dashboards.in(ENGLISH)).extracting(Dashboard::name).isEqualTo(names(portuguese));
        for (var english : Dashboards.in(ENGLISH)) {
            assertThat(Files.readString(Dashboards.file(PORTUGUESE, english.name())))
                    .as(MEND)
                    .isEqualTo(translation.asText(translation.apply(english.json())));
        }
    }

    @Test
    void everyTextIsTranslatedAndNoTranslationIsLeftOver() throws IOException {
        var translation = Translation.portuguese();
        Dashboards.in(ENGLISH).forEach(dashboard -> translation.apply(dashboard.json()));

        assertThat(translation.missing()).isEmpty();
        assertThat(translation.unused()).isEmpty();
    }

    @Test
    void mostTitlesAreOthersInPortuguese() {
        var english = titles(ENGLISH);
        var others = titles(PORTUGUESE).stream().filter(title -> !english.contains(title)).toList();

        assertThat(others).hasSizeGreaterThan(english.size() * 3 / 4);
    }

    @Test
    void aTextWithoutTranslationAndATranslationWithoutTextAreFound() {
        var translation = Translation.of(Map.of("Overdue", "Em atraso", "Gone", "Sumiu"));
        var dashboard =
                JsonMapper.shared()
                        .readTree(
                                """
                                {"uid": "a-en", "tags": ["b-en"], "panels": [
                                  {"title": "Overdue", "description": "New", "targets": [
                                    {"expr": "Overdue", "legendFormat": "{{method}}"}]}]}
                                """);

        assertThat(translation.apply(dashboard).toString())
                .isEqualTo(
                        """
                        {"uid":"a-xx","tags":["b-xx"],"panels":[{"title":"Em atraso",\
                        "description":"New","targets":[{"expr":"Overdue",\
                        "legendFormat":"{{method}}"}]}]}\
                        """);
        assertThat(translation.missing()).containsExactly("New");
        assertThat(translation.unused()).containsExactly("Gone");
    }

    private static void write() throws IOException {
        var translation = Translation.portuguese();
        for (var english : Dashboards.in(ENGLISH)) {
            var file = Dashboards.file(PORTUGUESE, english.name());
            Files.createDirectories(file.getParent());
            Files.writeString(file, translation.asText(translation.apply(english.json())));
        }
    }

    private static List<String> titles(String language) {
        return Dashboards.in(language).stream()
                .flatMap(one -> one.json().findValuesAsString("title").stream())
                .toList();
    }

    private static List<String> names(List<Dashboard> dashboards) {
        return dashboards.stream().map(Dashboard::name).toList();
    }
}

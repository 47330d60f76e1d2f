package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The page speaks the reader's language, and keeps the one they chose. */
class SpeakingIntegrationTests {

    private static final String OVERDUE = "delinquency.overdue_amount";

    @RegisterExtension private static final Visits VISITS = new Visits();

    @ParameterizedTest
    @CsvSource({"pt-BR, pt-BR", "pt-PT, pt-BR", "en-GB, en", "de-DE, en"})
    void theBrowsersLanguageIsSpoken(String browser, String language) {
        var visit = VISITS.somebody(Look.LAPTOP.in(browser)).signedOut();

        assertThat(visit.page.locator("html")).hasAttribute("lang", language);
        assertThat(visit.page.locator("h1")).hasText(Spoken.word(language, "sign.title"));
    }

    @Test
    void amountsAreWrittenAsTheLanguageWritesThem() {
        for (var language : List.of(WordTable.PORTUGUESE, WordTable.ENGLISH)) {
            var visit = VISITS.manager(Look.LAPTOP.in(language));
            visit.at(VISITS.company().id, "overview");
            var overdue = VISITS.company().document("").at("/delinquency/overdue_amount").asLong();

            assertThat(visit.figure(OVERDUE)).containsText(Written.reais(language, overdue));
            assertThat(visit.figure(OVERDUE))
                    .containsText(Spoken.word(language, "metric." + OVERDUE));
        }
    }

    @Test
    void theSwitchChangesEverythingAtOnceAndIsKept() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        var figure = visit.figure(OVERDUE);
        assertThat(figure).containsText(Spoken.word(WordTable.PORTUGUESE, "metric." + OVERDUE));

        visit.button("core.language.en").click();

        assertThat(figure).containsText(Spoken.word(WordTable.ENGLISH, "metric." + OVERDUE));
        assertThat(visit.page.locator("html")).hasAttribute("lang", WordTable.ENGLISH);
        visit.page.reload();
        assertThat(figure).containsText(Spoken.word(WordTable.ENGLISH, "metric." + OVERDUE));
        var tab = visit.anotherTab().at(VISITS.company().id, "overview");
        assertThat(tab.page.locator("html")).hasAttribute("lang", WordTable.ENGLISH);
    }

    @Test
    void noKeyIsShownInsteadOfAWord() {
        var keys =
                "\\\\b(core|overview|lists|gates|sign|metric|means|status|habit|method|fact)\\\\.\\\\w+";
        for (var language : List.of(WordTable.PORTUGUESE, WordTable.ENGLISH)) {
            var visit = VISITS.manager(Look.LAPTOP.in(language));
            visit.at(VISITS.company().id, "overview").settled();
            var found =
                    visit.page.evaluate(
                            "() => document.body.innerText.match(new RegExp('"
                                    + keys
                                    + "', 'g')) ?? []");
            assertThat((List<?>) found).isEmpty();
        }
    }
}

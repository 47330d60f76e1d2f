package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.RequestOptions;

import io.emdia.ProductClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, what they see there, and how they leave. */
class EnteringIntegrationTests {

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void thePrintedLinkOpensThePageOnce() {
        var link = VISITS.company().link().toString();
        var first = VISITS.somebody(Look.LAPTOP);
        first.page.navigate(link);
        assertThat(first.view("overview")).isVisible();
        assertThat(first.page.url()).doesNotContain("ticket");

        var second = VISITS.somebody(Look.LAPTOP);
        second.complaints.expect("401");
        second.page.navigate(link);
        assertThat(second.view("sign-in")).containsText(second.word("sign.usedUp"));
    }

    @Test
    void aTokenOpensThePageWithACookieThatNoScriptCanRead() {
        var visit = VISITS.somebody(Look.LAPTOP).signedOut();

        visit.field("sign.token").fill(VISITS.company().manager());
        visit.button("sign.in").click();

        assertThat(visit.view("overview")).isVisible();
        var cookie = visit.somebody.cookies().getFirst();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(String.valueOf(cookie.sameSite)).isEqualTo("STRICT");
        assertThat(visit.page.evaluate("() => document.cookie")).isEqualTo("");
    }

    @Test
    void aWrongTokenIsToldSoInPlainWords() {
        var visit = VISITS.somebody(Look.LAPTOP).signedOut();
        visit.complaints.expect("/sign-in");

        visit.field("sign.token").fill("emdia_nonsense");
        visit.button("sign.in").click();

        assertThat(visit.page.locator("[role=alert]")).hasText(visit.word("sign.refused"));
        assertThat(visit.somebody.cookies()).isEmpty();
    }

    @Test
    void aViewerDoesNotSeeTheAdministration() {
        var visit = VISITS.viewer(Look.LAPTOP).at(VISITS.company().id, "overview");

        assertThat(visit.page.getByText(visit.word("core.view.charges")).first()).isVisible();
        for (var view : new String[] {"connections", "imports", "quarantine", "tokens", "audit"}) {
            assertThat(visit.page.locator("nav a[href*='/" + view + "']")).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connections", "imports", "quarantine", "tokens", "audit", "settings"})
    void aViewerWhoGoesThereAnywayIsToldWhoToAsk(String view) {
        var visit = VISITS.viewer(Look.LAPTOP);

        visit.go(VISITS.company().id, view);

        assertThat(visit.page.locator("main")).containsText(visit.word("core.forbiddenText"));
        assertThat(visit.view(view)).hasCount(0);
    }

    @Test
    void signingOutEndsTheSessionInEveryTabAndItsStreams() {
        var id = VISITS.company().id;
        var first = VISITS.somebody(Look.LAPTOP).as(VISITS.company().manager());
        first.at(id, "overview");
        var second = first.anotherTab().at(id, "charges");
        first.complaints.expect("/v1/me|/live|401");

        first.button("core.signOut").click();

        assertThat(first.view("sign-in")).isVisible();
        assertThat(second.view("sign-in")).isVisible();
        first.page.reload();
        assertThat(first.view("sign-in")).isVisible();
    }

    @Test
    void aSessionThatEndedElsewhereClosesThePageAndItsStream() {
        var asked = VISITS.company().asked();
        var stream = "/v1/merchants/" + VISITS.company().id + "/live";
        var visit = VISITS.somebody(Look.LAPTOP).as(VISITS.company().manager());
        visit.complaints.expect("401");
        visit.at(VISITS.company().id, "overview");
        ProductClient.await(() -> asked.open(stream) == 1);

        signOutBehindItsBack(visit);

        assertThat(visit.view("sign-in")).isVisible();
        ProductClient.await(() -> asked.open(stream) == 0);
    }

    private static void signOutBehindItsBack(Visit visit) {
        var csrf = RequestOptions.create().setHeader("x-csrf", "1");
        assertThat(visit.somebody.request().post(visit.origin + "/sign-out", csrf).status())
                .isEqualTo(204);
    }
}

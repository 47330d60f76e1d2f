package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;
import io.emdia.faults.FaultProxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;

/** The page moves with the company, and says when it cannot. */
class LiveIntegrationTests {

    private static final String OVERDUE = "delinquency.overdue_amount";
    private static final long AMOUNT = 12_345;
    private static final int LATE_DAYS = 3;
    private static final String MARK = "window.stillTheSamePage";

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void aWebhookChangesTheFigureWithoutReload() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        assertShows(visit, overdue());
        visit.page.evaluate("() => { " + MARK + " = true; }");

        owe("without-reload", AMOUNT);

        assertShows(visit, overdue());
        assertThat(visit.page.locator("emdia-feed")).containsText("without-reload");
        assertThat(visit.page.evaluate("() => " + MARK)).isEqualTo(true);
    }

    @Test
    void aLostConnectionIsShownAndMendsByItselfWithWhatWasMissed() throws IOException {
        try (var line = FaultProxy.before(VISITS.company().port(), 1)) {
            var visit = VISITS.manager(Look.LAPTOP, "http://127.0.0.1:" + line.port());
            visit.complaints.expect("net::ERR");
            visit.at(VISITS.company().id, "overview");
            assertThat(visit.connection("live")).isVisible();

            line.refuse();
            line.resetAll();
            assertThat(visit.connection("healing")).hasText(visit.word("core.state.healing"));
            owe("missed", AMOUNT);

            line.heal();
            assertThat(visit.connection("live")).isVisible();
            assertShows(visit, overdue());
            assertThat(visit.page.locator("emdia-feed")).containsText("missed");
        }
    }

    @Test
    void aBrowserThatGoesOfflineIsToldSoAndComesBack() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        visit.complaints.expect("net::ERR");
        assertThat(visit.connection("live")).isVisible();

        visit.somebody.setOffline(true);
        assertThat(visit.connection("healing")).isVisible();

        visit.somebody.setOffline(false);
        assertThat(visit.connection("live")).isVisible();
        owe("after-offline", AMOUNT);
        assertShows(visit, overdue());
    }

    @Test
    void twoTabsShareOneStreamAndTheSecondTakesItOver() {
        var asked = VISITS.company().asked();
        var stream = "/v1/merchants/" + VISITS.company().id + "/live";
        ProductClient.await(() -> asked.open(stream) == 0);
        var first = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        var second = first.anotherTab().at(VISITS.company().id, "overview");
        assertThat(second.connection("live")).isVisible();

        owe("both-tabs", AMOUNT);

        assertShows(first, overdue());
        assertShows(second, overdue());
        assertThat(asked.open(stream)).isEqualTo(1);

        first.page.close();
        ProductClient.await(() -> asked.open(stream) == 1);
        owe("one-tab", AMOUNT);
        assertShows(second, overdue());
        assertThat(asked.open(stream)).isEqualTo(1);
    }

    private static void owe(String charge, long amount) {
        var before = overdue();
        VISITS.company().charge(charge, "c02", amount, LATE_DAYS + 4);
        ProductClient.await(() -> overdue() == before + amount);
    }

    private static long overdue() {
        return VISITS.company().document("").at("/delinquency/overdue_amount").asLong();
    }

    private static void assertShows(Visit visit, long overdue) {
        assertThat(visit.figure(OVERDUE).locator(".figure-value"))
                .hasText(Written.reais(visit.look.locale(), overdue));
    }
}

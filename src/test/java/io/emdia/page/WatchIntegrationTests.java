package io.emdia.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The watch over the browser hears what it is there to hear. */
class WatchIntegrationTests {

    private static final String STRANGER = "http://192.0.2.1/pixel.png";

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void anErrorOnTheConsoleIsHeard() {
        var visit = VISITS.somebody(Look.LAPTOP);
        visit.page.evaluate("() => console.error('canary one')");
        assertIsHeard(visit, "console: canary one");
    }

    @Test
    void anErrorThatNobodyCaughtIsHeard() {
        var visit = VISITS.somebody(Look.LAPTOP);
        visit.page.evaluate("() => { setTimeout(() => { throw new Error('canary two'); }); }");
        assertIsHeard(visit, "thrown: Error: canary two");
    }

    @Test
    void aQuestionToAStrangerIsHeard() {
        var visit = VISITS.somebody(Look.LAPTOP);
        visit.complaints.expect("net::ERR");
        visit.page.setContent("<img alt='' src='" + STRANGER + "'>");
        assertIsHeard(visit, "off the origin: " + STRANGER);
    }

    @Test
    void aSecondTabIsHeardToo() {
        var visit = VISITS.somebody(Look.LAPTOP);
        visit.somebody.newPage().evaluate("() => console.error('canary three')");
        assertIsHeard(visit, "console: canary three");
    }

    @Test
    void whatKeepsPeopleOutIsFound() {
        var visit = VISITS.somebody(Look.LAPTOP);
        visit.page.setContent(
                "<html lang=en><title>t</title><main><h1>h</h1><img src='data:,'>"
                        + "<p style='color:#bbb;background:#fff'>pale</p></main>");

        assertThat(Axe.violations(visit.page))
                .anyMatch(one -> one.startsWith("image-alt"))
                .anyMatch(one -> one.startsWith("color-contrast"));
    }

    /** Heard, and no reason to fail this very test. */
    private static void assertIsHeard(Visit visit, String complaint) {
        visit.page.waitForCondition(() -> isHeard(visit, complaint));
        assertThatThrownBy(VISITS::endWell).hasMessageContaining(complaint);
        visit.complaints.expect("canary|off the origin");
    }

    private static boolean isHeard(Visit visit, String complaint) {
        return visit.complaints.unexpected().stream().anyMatch(one -> one.startsWith(complaint));
    }
}

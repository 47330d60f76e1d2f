package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What holds for every view there is, also for those that come later. */
class EveryViewIntegrationTests {

    private static final List<Look> SCREENS = List.of(Look.PHONE, Look.LAPTOP, Look.WALL);
    private static final int VIEWS_MIN = 10;

    /** Loads every module there is; answers those that cannot be. */
    private static final String IMPORT_ALL =
            """
            async (names) => {
              const { src } = document.querySelector('script[type=module][src]');
              const base = src.match(/^.*\\/assets\\/[^/]+\\//)[0];
              const asked = names.map((name) => import(base + name).then(() => [],
                (failure) => [`${name}: ${failure}`]));
              return (await Promise.all(asked)).flat();
            }\
            """;

    @RegisterExtension private static final Visits VISITS = new Visits();

    static List<String> views() {
        return PageSources.files(PageSources.ASSETS.resolve("views"), ".js").stream()
                .map(file -> file.getFileName().toString().replace(".js", ""))
                .toList();
    }

    /** In one visit, since most of the time goes into opening a view. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("views")
    void keepsNobodyOutInLightAndDarkAndNeverScrollsSideways(String view) {
        var visit = opened(view);
        var found = new ArrayList<>(Axe.violations(visit.page));

        visit.page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        found.addAll(Axe.violations(visit.page));

        assertThat(found).isEmpty();
        assertThat(tooWide(visit, view)).isEmpty();
    }

    private static List<Look> tooWide(Visit visit, String view) {
        var wide = new ArrayList<Look>();
        for (var screen : SCREENS) {
            visit.page.setViewportSize(screen.width(), screen.height());
            assertThat(visit.view(view)).isVisible();
            if (visit.scrollsSideways()) {
                wide.add(screen);
            }
        }
        return wide;
    }

    @Test
    void everyModuleCanBeLoaded() {
        assertThat(views()).hasSizeGreaterThan(VIEWS_MIN);
        var visit = opened("overview");
        var names = new ArrayList<>(PageSources.modules().keySet());

        assertThat((List<?>) visit.page.evaluate(IMPORT_ALL, names)).isEmpty();
        assertThat((List<?>) visit.page.evaluate(IMPORT_ALL, List.of("no-such-module.js")))
                .hasSize(1);
        visit.complaints.expect("no-such-module");
    }

    private static Visit opened(String view) {
        var company = VISITS.company();
        var visit =
                view.equals("sign-in")
                        ? VISITS.somebody(Look.LAPTOP).signedOut()
                        : VISITS.administrator(Look.LAPTOP)
                                .at(company.id, view + parameters(company, view));
        visit.settled();
        return visit;
    }

    private static String parameters(Company company, String view) {
        var connection = company.connection;
        return Map.of(
                        "charge", "?connection=" + connection + "&id=f-c08-2",
                        "customer", "?connection=" + connection + "&id=c08",
                        "subscription", "?connection=" + connection + "&id=s-c08",
                        "connection", "?id=" + connection)
                .getOrDefault(view, "");
    }
}

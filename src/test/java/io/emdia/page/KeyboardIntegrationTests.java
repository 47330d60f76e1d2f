package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Everything on the first view is reached and opened without a mouse. */
class KeyboardIntegrationTests {

    /** A field for a date is left in several steps. */
    private static final int MORE_STEPS = 30;

    /** Numbers everything that can be used; answers what each is. */
    private static final String NUMBERED =
            """
            () => {
              const usable = 'a[href], button, input, select, summary, [tabindex="0"]';
              const all = [...document.querySelectorAll(usable)]
                .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0);
              all.forEach((each, index) => { each.dataset.numbered = index; });
              return all.map((each) => each.outerHTML.slice(0, 120));
            }\
            """;

    private static final String FOCUSED =
            """
            () => {
              const style = getComputedStyle(document.activeElement);
              const isOutlined = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
              return [document.activeElement.dataset.numbered ?? '', isOutlined || style.boxShadow !== 'none'];
            }\
            """;

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void theTabKeyReachesEverythingAndShowsWhereItIs() {
        var visit = opened();
        var unreached = new TreeMap<String, String>();
        var numbered = (List<?>) visit.page.evaluate(NUMBERED);
        for (var index = 0; index < numbered.size(); index++) {
            unreached.put(Integer.toString(index), numbered.get(index).toString());
        }
        assertThat(unreached).hasSizeGreaterThan(20);

        assertThat(unseen(visit, unreached)).isEmpty();
        assertThat(unreached).isEmpty();
    }

    /** Goes through all of it; answers what hides that it has the focus. */
    private static List<String> unseen(Visit visit, Map<String, String> unreached) {
        var unseen = new ArrayList<String>();
        for (var steps = unreached.size() + MORE_STEPS;
                steps > 0 && !unreached.isEmpty();
                steps--) {
            visit.page.keyboard().press("Tab");
            var focused = (List<?>) visit.page.evaluate(FOCUSED);
            var reached = unreached.remove(focused.getFirst().toString());
            if (reached != null && focused.getLast().equals(false)) {
                unseen.add(reached);
            }
        }
        return unseen;
    }

    @Test
    void whyIsOpenedAndLeftWithTheKeysAndTheFocusComesBack() {
        var visit = opened();
        var why = visit.figure("delinquency.rate").locator("button.why");

        why.focus();
        visit.page.keyboard().press("Enter");
        var dialog = visit.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).isVisible();
        visit.named(AriaRole.TAB, visit.word("core.why.made")).focus();
        visit.page.keyboard().press("ArrowRight");
        assertThat(visit.named(AriaRole.TAB, visit.word("core.why.moved"))).isFocused();

        visit.page.keyboard().press("Escape");
        assertThat(dialog).hasCount(0);
        assertThat(why).isFocused();
    }

    @Test
    void anAgingBucketIsOpenedWithTheEnterKey() {
        var visit = opened();

        visit.page.locator("a[data-bucket='1-30']").focus();
        visit.page.keyboard().press("Enter");

        assertThat(visit.page).hasURL(Pattern.compile("charges\\?.*aging=1-30"));
        assertThat(visit.view("charges")).isVisible();
    }

    @Test
    void theFirstTabSkipsTheMenu() {
        var visit = opened();

        visit.page.keyboard().press("Tab");
        assertThat(visit.page.locator(".skip")).isFocused();
        visit.page.keyboard().press("Enter");

        assertThat(visit.page.locator("main")).isFocused();
    }

    private static Visit opened() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        visit.settled();
        return visit;
    }
}

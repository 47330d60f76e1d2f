package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;

import java.nio.file.Path;
import java.util.Map;

/** Somebody before the page: a browser of their own, and the tab they look at. */
final class Visit implements AutoCloseable {

    final String origin;
    final Look look;
    final BrowserContext somebody;
    final Page page;
    final Complaints complaints;

    private Visit(String origin, Look look, BrowserContext somebody, Complaints complaints) {
        this.origin = origin;
        this.look = look;
        this.somebody = somebody;
        this.complaints = complaints;
        this.page = somebody.newPage();
    }

    static Visit to(String origin, Look look, BrowserContext somebody) {
        return new Visit(origin, look, somebody, Complaints.of(somebody, origin));
    }

    /** Opens a session as the sign-in form would; the page is not loaded yet. */
    Visit as(String token) {
        var proof = RequestOptions.create().setData(Map.of("token", token));
        var answer = somebody.request().post(origin + "/sign-in", proof);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return this;
    }

    /** Goes to a view of a merchant and waits until it is there. */
    Visit at(String merchant, String view) {
        page.navigate(origin + "/#/" + merchant + "/" + view);
        assertThat(view(view)).isVisible();
        return this;
    }

    /**
     * @param name as its module is called
     */
    Locator view(String name) {
        return page.locator("emdia-" + name.replaceFirst("\\?.*", ""));
    }

    /**
     * @param metric as in {@code delinquency.rate}
     */
    Locator figure(String metric) {
        return page.locator("[data-figure='" + metric + "']").first();
    }

    /** What the page says to this visitor. */
    String word(String key) {
        return Spoken.word(look.locale(), key);
    }

    /**
     * @param key of the button's name
     */
    Locator button(String key) {
        return named(AriaRole.BUTTON, word(key));
    }

    Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /**
     * @param key of the label of a field
     */
    Locator field(String key) {
        return page.getByLabel(word(key), new Page.GetByLabelOptions().setExact(true));
    }

    /** Waits until nothing on the page waits any more. */
    void settled() {
        assertThat(page.locator(".skeleton")).hasCount(0);
    }

    boolean scrollsSideways() {
        return (Boolean) page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth");
    }

    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        somebody.close();
    }
}

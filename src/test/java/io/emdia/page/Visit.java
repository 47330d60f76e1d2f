package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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

    /** Another tab of the same browser. */
    Visit anotherTab() {
        return new Visit(origin, look, somebody, complaints);
    }

    /** Opens a session as the sign-in form would; the page is not loaded yet. */
    Visit as(String token) {
        var proof = RequestOptions.create().setData(Map.of("token", token));
        var answer = somebody.request().post(origin + "/sign-in", proof);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        return this;
    }

    /** Goes on with a session that was opened before. */
    Visit as(Cookie session) {
        somebody.addCookies(List.of(session));
        return this;
    }

    Cookie session() {
        var here = URI.create(origin).getHost();
        var cookie = somebody.cookies().getFirst();
        return new Cookie(cookie.name, cookie.value).setDomain(here).setPath("/").setHttpOnly(true);
    }

    /** Goes to a view of a merchant and waits until it is there. */
    Visit at(String merchant, String view) {
        go(merchant, view);
        assertThat(view(view)).isVisible();
        return this;
    }

    /** Goes to an address, whatever it shows. */
    void go(String merchant, String view) {
        page.navigate(origin + "/#/" + merchant + "/" + view);
    }

    /** Comes without a session. */
    Visit signedOut() {
        page.navigate(origin);
        assertThat(view("sign-in")).isVisible();
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
     * @param state as in {@code live} or {@code healing}
     */
    Locator connection(String state) {
        return page.locator(".live[data-state='" + state + "']");
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

package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import io.emdia.ProductClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/** From the first view to what is behind its figures, and to other days. */
class OverviewIntegrationTests {

    private static final String OVERDUE = "delinquency.overdue_amount";
    private static final String BUCKET = "1-30";
    private static final int DAYS_AWAY = 20;

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void aPartOfTheAgingBarOpensChargesThatAddUpToIt() {
        var visit = opened();
        var bar = bucket(VISITS.company().document(""));
        assertThat(bar.get("amount").asLong()).isPositive();

        visit.page.locator(".aging-part[data-bucket='" + BUCKET + "']").click();

        var open = visit.view("charges").locator("tbody td.cell-open");
        assertThat(open).hasCount(bar.get("charges").asInt());
        assertThat(sum(open)).isEqualTo(bar.get("amount").asLong());
    }

    @Test
    void whyShowsChargesThatAddUpToTheFigure() {
        var visit = opened();
        var overdue = overdue(VISITS.company().document(""));

        why(visit).click();

        var dialog = visit.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("dd").first())
                .hasText(Written.reais(WordTable.PORTUGUESE, overdue));
        assertThat(sum(dialog.locator("li.share > .amount:nth-child(2)"))).isEqualTo(overdue);
        dialog.locator("li.share a").first().click();
        assertThat(visit.view("charge")).isVisible();
    }

    @Test
    void whySaysWhatMovedTheFigureToday() {
        VISITS.company().charge("moved-today", "c03", 77_700, 5);
        var overdue = overdue(VISITS.company().document(""));
        ProductClient.await(() -> overdue(VISITS.company().document("")) >= overdue);
        var visit = opened();

        why(visit).click();
        visit.named(AriaRole.TAB, visit.word("core.why.moved")).click();

        assertThat(visit.page.getByRole(AriaRole.TABPANEL)).containsText("moved-today");
    }

    @Test
    void aDayGoneByIsSaidToBeAndShowsItsDocument() {
        assertShowsDay(VISITS.company().today().minusDays(DAYS_AWAY), "core.past");
    }

    @Test
    void aDayToComeIsSaidToBeAndShowsItsDocument() {
        assertShowsDay(VISITS.company().today().plusDays(DAYS_AWAY), "core.future");
    }

    private static void assertShowsDay(LocalDate day, String said) {
        var visit = opened();

        visit.field("core.asOf").fill(day.toString());

        var document = VISITS.company().document("&as_of=" + day);
        var text = visit.word(said).replace("{day}", Written.day(WordTable.PORTUGUESE, day));
        assertThat(visit.page.locator(".not-today")).containsText(text);
        assertShows(visit, document);

        visit.button("core.backToToday").click();
        assertThat(visit.page.locator(".not-today")).hasCount(0);
        assertShows(visit, VISITS.company().document(""));
    }

    @Test
    void theWindowCanBeChosenAndBrushed() {
        var visit = opened();
        visit.named(AriaRole.BUTTON, visit.word("overview.lastDays").replace("{n}", "90")).click();
        assertThat(visit.page).hasURL(Pattern.compile("window_start="));
        var chosen = visit.page.url();

        var chart = visit.page.locator("emdia-trend canvas");
        var box = chart.boundingBox();
        var y = box.y + box.height / 2;
        visit.page.mouse().move(box.x + box.width * 0.6, y);
        visit.page.mouse().down();
        visit.page.mouse().move(box.x + box.width * 0.7, y);
        visit.page.mouse().move(box.x + box.width * 0.8, y);
        visit.page.mouse().up();

        visit.page.waitForCondition(() -> !visit.page.url().equals(chosen));
        var start = visit.page.url().replaceAll(".*window_start=([\\d-]+).*", "$1");
        assertThat(visit.page.locator(".presets"))
                .containsText(Written.day(WordTable.PORTUGUESE, LocalDate.parse(start)));
    }

    @Test
    void whoIsHabituallyLateAndWhenIsOneClickAway() {
        var visit = opened();

        visit.named(AriaRole.LINK, visit.word("overview.habitual")).click();

        var customers = visit.view("customers");
        assertThat(customers.getByText("Hotel Ipanema")).isVisible();
        assertThat(customers.getByText("Ana Beatriz Souza")).hasCount(0);
        assertThat(customers.locator("section[aria-labelledby='lateness-title']"))
                .containsText(visit.word("lists.when"));
    }

    @Test
    void theWallTurnsItsScenesAndIsLeftWithEscape() {
        var visit = VISITS.manager(Look.WALL).at(VISITS.company().id, "wall");
        var wall = visit.page.locator("main.wall");
        assertThat(visit.figure("delinquency.rate")).isVisible();

        visit.page.keyboard().press("ArrowRight");
        assertThat(wall).hasAttribute("data-scene", "aging");
        visit.page.keyboard().press("ArrowLeft");
        assertThat(wall).hasAttribute("data-scene", "rate");
        visit.page.keyboard().press("Escape");
        assertThat(visit.view("overview")).isVisible();
    }

    @Test
    void onAPhoneTheFiguresComeFirstAndTheMenuIsAtHand() {
        var visit = VISITS.manager(Look.PHONE).at(VISITS.company().id, "overview");
        assertThat(visit.figure(OVERDUE)).isVisible();

        visit.page.locator("nav .rail-more button").click();
        visit.named(AriaRole.LINK, visit.word("core.view.tokens")).click();

        assertThat(visit.view("tokens")).isVisible();
    }

    private static Visit opened() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        visit.settled();
        return visit;
    }

    private static Locator why(Visit visit) {
        return visit.figure(OVERDUE).locator("button.why");
    }

    private static void assertShows(Visit visit, JsonNode document) {
        assertThat(visit.figure(OVERDUE).locator(".figure-value"))
                .hasText(Written.reais(visit.look.locale(), overdue(document)));
        var rate = document.at("/delinquency/rate").asDouble();
        assertThat(visit.figure("delinquency.rate").locator(".figure-value"))
                .hasText(Written.percent(visit.look.locale(), rate));
    }

    private static long overdue(JsonNode document) {
        return document.at("/delinquency/overdue_amount").asLong();
    }

    private static JsonNode bucket(JsonNode document) {
        return document.get("aging")
                .valueStream()
                .filter(each -> each.get("bucket").asString().equals(BUCKET))
                .findFirst()
                .orElseThrow();
    }

    /** In cents, once there is something to add up. */
    private static long sum(Locator amounts) {
        assertThat(amounts.first()).isVisible();
        List<String> texts = amounts.allTextContents();
        return texts.stream()
                .map(text -> text.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();
    }
}

package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Charges, customers and subscriptions: found, narrowed, put in order, and opened one by one. */
class ListsIntegrationTests {

    private static final String NAME = "Hotel Ipanema";
    private static final int MONTHS = 6;

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void aSearchFindsAndLeavesNoTraceInAnyAddress() {
        var asked = new ArrayList<String>();
        var visit = listed("charges");
        visit.page.onRequest(request -> asked.add(request.url()));

        visit.page.locator(".search").fill("hotel ipa");

        var names = visit.view("charges").locator("tbody th a");
        assertThat(names).hasCount(MONTHS);
        assertThat(names.allTextContents()).allMatch(name -> name.strip().equals(NAME));
        asked.add(visit.page.url());
        assertThat(asked).noneMatch(address -> address.toLowerCase().contains("ipa"));
    }

    @Test
    void aFilterNarrowsAndStaysInTheAddress() {
        var visit = listed("charges");

        visit.button("status.overdue").click();

        assertThat(visit.page).hasURL(Pattern.compile("status=overdue"));
        var statuses = visit.view("charges").locator("tbody .cell-status");
        assertThat(statuses.first()).hasText(visit.word("status.overdue"));
        visit.page.reload();
        assertThat(statuses.first()).hasText(visit.word("status.overdue"));
        assertThat(statuses.allTextContents())
                .allMatch(text -> text.strip().equals(visit.word("status.overdue")));
    }

    @Test
    void aColumnPutsTheRowsInOrderBothWays() {
        var visit = listed("customers");
        var header = visit.page.locator("th.head-name");
        var names = visit.view("customers").locator("tbody th a");

        header.locator("button").click();
        assertThat(header).hasAttribute("aria-sort", "ascending");
        assertThat(names.first()).hasText("Ana Beatriz Souza");
        header.locator("button").click();
        assertThat(header).hasAttribute("aria-sort", "descending");
        assertThat(names.first()).hasText("Lanchonete São Jorge");
    }

    @Test
    void aChargeShowsEveryStepAndWhereItCameFrom() {
        var visit = listed("charges");
        visit.page.locator(".search").fill("f-c08-4");
        assertThat(visit.view("charges").locator("tbody tr")).hasCount(1);
        open(visit, "charges", NAME);

        var steps = visit.view("charge").locator(".timeline .step");
        assertThat(steps).hasCount(2);
        assertThat(steps.first()).containsText(visit.word("fact.charge.upserted"));
        assertThat(steps.last()).containsText(visit.word("fact.payment.succeeded"));
        assertThat(steps.last()).containsText("standard");
    }

    @Test
    void aCustomerShowsHabitsAndWhatIsOpen() {
        var visit = listed("customers");
        open(visit, "customers", NAME);

        var customer = visit.view("customer");
        assertThat(customer.locator(".tag-habitual")).isVisible();
        assertThat(customer.locator("section[aria-labelledby='open-title']"))
                .containsText(visit.word("status.overdue"));
        customer.locator("section[aria-labelledby='open-title'] a").first().click();
        assertThat(visit.view("charge")).containsText(NAME);
    }

    @Test
    void aSubscriptionIsOpenedFromItsList() {
        var visit = listed("subscriptions");
        open(visit, "subscriptions", NAME);

        assertThat(visit.view("subscription")).containsText("Pão de cada dia");
    }

    @Test
    void whatIsListedCanBeSavedAsATable() throws IOException {
        var visit = listed("charges");
        visit.button("status.overdue").click();
        var rows = visit.view("charges").locator("tbody tr");
        assertThat(visit.page).hasURL(Pattern.compile("status=overdue"));
        assertThat(visit.page.locator("a[download]"))
                .hasAttribute("href", Pattern.compile("overdue"));

        var saved =
                visit.page.waitForDownload(() -> visit.page.locator("a[download]").click()).path();

        visit.settled();
        assertThat(Files.readAllLines(saved)).hasSize(rows.count() + 1);
    }

    @Test
    void whatIsNotThereIsToldSo() {
        var visit = VISITS.manager(Look.LAPTOP);
        visit.complaints.expect("404");
        visit.at(
                VISITS.company().id,
                "charge?connection=" + VISITS.company().connection + "&id=none");

        assertThat(visit.page.locator("main")).containsText(visit.word("core.notFound"));
    }

    private static Visit listed(String view) {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, view);
        assertThat(visit.view(view).locator("tbody tr").first()).isVisible();
        return visit;
    }

    private static void open(Visit visit, String view, String name) {
        Locator row =
                visit.view(view)
                        .locator("tbody th a")
                        .filter(new Locator.FilterOptions().setHasText(name));
        row.first().click();
    }
}

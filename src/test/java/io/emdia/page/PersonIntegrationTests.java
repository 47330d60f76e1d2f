package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.ProductClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** What a person may ask of whoever collects, done on the page. */
class PersonIntegrationTests {

    private static final String NAME = "Zenaide Quirino";
    private static final String CUSTOMER = "c-zenaide";

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void aManagerHandsOutWhatIsKeptAndForgetsThePersonForGood() throws IOException {
        var company = VISITS.company();
        company.tell("customer.upserted", Map.of("customer_id", CUSTOMER, "name", NAME));
        company.charge("f-zenaide", CUSTOMER, 1_000, 5);
        known(CUSTOMER);
        var visit = VISITS.manager(Look.LAPTOP).at(company.id, place());
        var customer = visit.view("customer");
        assertThat(customer.locator("h1")).hasText(NAME);
        assertThat(saved(visit)).contains(NAME);

        visit.button("lists.erase").click();
        var agree = visit.page.locator("dialog button[value='yes']");
        assertThat(agree).isDisabled();
        visit.page.locator("#confirm-typed").fill(CUSTOMER);
        agree.click();

        assertThat(customer.locator("h1")).hasText(CUSTOMER);
        assertThat(customer).not().containsText(NAME);
        assertThat(saved(visit)).doesNotContain(NAME);
        visit.at(company.id, "audit");
        assertThat(visit.view("audit").locator("tbody"))
                .containsText(visit.word("audit.act.person_erased"));
    }

    @Test
    void aViewerMayDoNeither() {
        var company = VISITS.company();
        company.tell("customer.upserted", Map.of("customer_id", CUSTOMER + "-2", "name", NAME));
        known(CUSTOMER + "-2");
        var visit = VISITS.viewer(Look.LAPTOP).at(company.id, place() + "-2");

        assertThat(visit.view("customer").locator("h1")).hasText(NAME);
        assertThat(visit.button("lists.erase")).hasCount(0);
    }

    private static String place() {
        return "customer?connection=" + VISITS.company().connection + "&id=" + CUSTOMER;
    }

    private static void known(String customer) {
        var company = VISITS.company();
        var path =
                "/v1/merchants/" + company.id + "/customers/" + company.connection + "/" + customer;
        var manager = company.manager();
        ProductClient.await(
                () -> company.product.call("GET", path, manager, null).statusCode() == 200);
    }

    private static String saved(Visit visit) throws IOException {
        var download =
                visit.page.waitForDownload(() -> visit.page.locator("a[download]").click()).path();
        visit.settled();
        return Files.readString(download);
    }
}

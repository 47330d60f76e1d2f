package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

import io.emdia.ProductClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** A company is connected, fed from files, and looked after. */
class GatesIntegrationTests {

    private static final String IMPORTED =
            """
            {"id":"i-%1$s-%2$d","type":"charge.upserted","timestamp":"2026-01-05T12:00:00Z","data":\
            {"charge_id":"i-%1$s-%2$d","customer_id":"c01","amount":5000,"currency":"BRL",\
            "method":"boleto","issued_on":"2026-01-01","due_on":"2026-01-05"}}
            """;
    private static final int LINES = 40;

    @RegisterExtension private static final Visits VISITS = new Visits();

    @TempDir private static Path folder;

    @Test
    void aConnectionIsMadeStepByStepAndItsFirstDeliveryIsSeenToCome() throws IOException {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "connections");
        visit.named(AriaRole.LINK, visit.word("gates.add")).click();
        visit.page.locator("input[name=gateway][value=standard]").check();
        visit.button("gates.connect").click();

        var connection = visit.view("connection");
        assertThat(connection.locator(".first-delivery")).hasAttribute("data-state", "waiting");
        var address = connection.getByLabel(visit.word("gates.address"), exactly()).inputValue();
        assertThat(address).startsWith(visit.origin + "/webhooks/");
        var secret = connection.getByLabel(visit.word("gates.secret"), exactly()).inputValue();
        assertThat(secret).startsWith("whsec_");

        var answer = Shell.run(folder, connection.locator("pre code").textContent());

        assertThat(answer).contains("200 OK");
        assertThat(connection.locator(".first-delivery")).hasAttribute("data-state", "accepting");
    }

    @Test
    void aTestDeliveryIsAccepted() {
        var company = VISITS.company();
        var visit = VISITS.manager(Look.LAPTOP);
        visit.at(company.id, "connection?id=" + company.connection);

        visit.button("gates.sendTest").click();

        assertThat(visit.page.locator("emdia-trial .is-good")).isVisible();
    }

    @Test
    void anEmptyCompanyIsShownCommandsThatWork() throws IOException {
        var product = VISITS.company().product;
        var id = "nova-" + mark();
        var made =
                """
                {"id":"%s","name":"Nova","time_zone":"America/Sao_Paulo","calendar":"BR"}\
                """
                        .formatted(id);
        product.call("POST", "/v1/merchants", ProductClient.ADMINISTRATOR, made);
        var visit = VISITS.administrator(Look.LAPTOP).at(id, "overview");
        var commands = visit.page.locator("[data-first-webhook]").textContent().split("\n\n", 2);

        var token = "TOKEN=" + ProductClient.ADMINISTRATOR;
        var first = token + "\n" + commands[0].substring(commands[0].indexOf('\n'));
        var answer = Shell.run(folder, first + "\necho; echo \"$KEY\"").strip().split("\n");
        var connection = ProductClient.JSON.readTree(answer[0]).get("id").asString();
        var key = "KEY='" + answer[answer.length - 1] + "'\nCONNECTION=" + connection;
        var second = key + commands[1].substring(commands[1].indexOf('\n'));

        assertThat(Shell.run(folder, second)).contains("200 OK");
        assertThat(visit.figure("delinquency.receivable_amount"))
                .hasText(Written.reais(WordTable.PORTUGUESE, 9_900));
    }

    @Test
    void aFileIsBroughtInAndItsProgressIsShown() {
        var before = receivable();
        var mark = mark();
        var lines = new StringBuilder();
        for (var line = 0; line < LINES; line++) {
            lines.append(IMPORTED.formatted(mark, line));
        }
        var company = VISITS.company();
        var visit = VISITS.manager(Look.LAPTOP).at(company.id, "imports");
        visit.settled();

        var bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        visit.page
                .locator("input[type=file]")
                .setInputFiles(new FilePayload("old.ndjson", "application/x-ndjson", bytes));
        visit.page.locator("select[name=connection]").selectOption(company.connection);
        visit.button("gates.bringIn").click();

        var newest = visit.page.locator("li.import").first();
        assertThat(newest).hasAttribute("data-status", "finished");
        assertThat(newest).containsText(Integer.toString(LINES));
        ProductClient.await(() -> receivable() == before + LINES * 5_000L);
    }

    private static long receivable() {
        return VISITS.company().document("").at("/delinquency/receivable_amount").asLong();
    }

    @Test
    void whatCouldNotBeAppliedIsReadTriedAgainAndDiscarded() {
        var company = VISITS.company();
        company.tell("charge.upserted", Map.of("charge_id", "kept-" + mark(), "amount", "much"));
        var path = "/v1/merchants/" + company.id + "/quarantine";
        ProductClient.await(() -> !company.product.get(path).at("/items").isEmpty());
        var visit = VISITS.manager(Look.LAPTOP).at(company.id, "quarantine");
        visit.complaints.expect("409");

        visit.view("quarantine").locator("tbody th a").first().click();
        var kept = visit.page.locator("emdia-kept dialog");
        assertThat(kept).containsText("amount");
        kept.getByText(visit.word("gates.replay"), word()).click();
        agree(visit, "gates.replay");
        assertThat(kept.locator("[role=alert]")).containsText("amount");

        kept.getByText(visit.word("gates.discard"), word()).click();
        agree(visit, "gates.discard");
        assertThat(visit.view("quarantine")).containsText(visit.word("gates.discarded"));
        ProductClient.await(() -> company.product.get(path).at("/items").isEmpty());
    }

    @Test
    void aTokenIsMadeShownOnceAndRevoked() {
        var product = VISITS.company().product;
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "tokens");
        var label = "painel " + mark();
        visit.field("gates.tokenLabel").fill(label);
        visit.button("gates.makeToken").click();

        var token = visit.page.locator(".issued emdia-copyable input").inputValue();
        assertThat(product.call("GET", "/v1/me", token, null).statusCode()).isEqualTo(200);
        visit.page.reload();
        assertThat(visit.view("tokens")).containsText(label);
        assertThat(visit.page.locator(".issued")).hasCount(0);

        visit.named(AriaRole.BUTTON, visit.word("gates.revoke") + ": " + label).click();
        agree(visit, "gates.revoke");
        assertThat(visit.view("tokens")).containsText(visit.word("gates.revoked"));
        ProductClient.await(() -> product.call("GET", "/v1/me", token, null).statusCode() == 401);
    }

    private static void agree(Visit visit, String action) {
        visit.page
                .locator("emdia-confirm dialog")
                .getByText(visit.word(action), word())
                .last()
                .click();
    }

    private static Locator.GetByTextOptions word() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static Locator.GetByLabelOptions exactly() {
        return new Locator.GetByLabelOptions().setExact(true);
    }

    private static String mark() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}

package io.emdia.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import java.util.List;
import java.util.Map;

/** What the administrator does to merchants, over HTTP. */
class AdministrationIntegrationTests extends Administered {

    @Test
    void theSameCreationAgainIsTwoHundredAndAnotherContentIsAConflict() {
        var acme = merchant("repeated", "Acme", "America/Sao_Paulo");

        post("/v1/merchants", acme)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/v1/merchants/repeated")
                .expectBody()
                .jsonPath("$.time_zone")
                .isEqualTo("America/Sao_Paulo")
                .jsonPath("$.mrr_starts")
                .isEqualTo("started");
        post("/v1/merchants", acme).expectStatus().isOk();
        problem(post("/v1/merchants", merchant("repeated", "Other", "UTC")), 409);
    }

    @Test
    void theSameCreationAfterAChangeIsStillTheSameCall() {
        var acme = merchant("changed-since", "Acme", "America/Sao_Paulo");
        post("/v1/merchants", acme).expectStatus().isCreated();
        patch("/v1/merchants/changed-since", Map.of("name", "New")).expectStatus().isOk();

        post("/v1/merchants", acme)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("New");
    }

    @Test
    void everyWrongMemberIsNamed() {
        problem(post("/v1/merchants", merchant("Acme!", "", "Mars/Base")), 400)
                .jsonPath("$.errors[*].member")
                .value(
                        members ->
                                assertThat(members).isEqualTo(List.of("id", "name", "time_zone")));
    }

    @Test
    void aMemberThatIsNotKnownIsNamed() {
        problem(post("/v1/merchants", Map.of("id", "x", "timezone", "UTC")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("timezone");
    }

    @Test
    void aMemberOfTheWrongTypeIsNamed() {
        problem(post("/v1/merchants", Map.of("id", "x", "doubtful_after_days", "soon")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("doubtful_after_days");
    }

    @Test
    void aCalendarNobodyConfiguredIsRefused() {
        var body = Map.of("id", "x", "name", "X", "time_zone", "UTC", "calendar", "Atlantis");

        problem(post("/v1/merchants", body), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("calendar");
    }

    @Test
    void whatIsNoJsonIsABadBody() {
        problem(
                        server.administrator()
                                .post()
                                .uri("/v1/merchants")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"id\": ")
                                .exchange(),
                        400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("body");
    }

    @Test
    void aChangeLeavesOutWhatItDoesNotName() {
        server.createMerchant("patched");

        patch(
                        "/v1/merchants/patched",
                        Map.of("default_currency", "BRL", "mrr_starts", "first_payment"))
                .expectStatus()
                .isOk();

        get("/v1/merchants/patched")
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"id": "patched", "name": "Name of patched", "calendar": "BR",
                         "time_zone": "America/Sao_Paulo", "default_currency": "BRL",
                         "mrr_starts": "first_payment", "doubtful_after_days": 3}
                        """);
    }

    @Test
    void nullClearsTheDefaultCurrency() {
        server.createMerchant("cleared");
        patch("/v1/merchants/cleared", Map.of("default_currency", "BRL")).expectStatus().isOk();

        server.administrator()
                .patch()
                .uri("/v1/merchants/cleared")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"default_currency\": null}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.default_currency")
                .isEmpty();
    }

    @Test
    void aChangeOfWhatIsNotKnownOrNotAllowedIsNamed() {
        server.createMerchant("refusing");

        problem(patch("/v1/merchants/refusing", Map.of("colour", "red")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("colour");
        problem(patch("/v1/merchants/refusing", Map.of("id", "other")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("id");
        problem(patch("/v1/merchants/refusing", Map.of("default_currency", "XBR")), 400)
                .jsonPath("$.errors[0].member")
                .isEqualTo("default_currency");
    }

    @Test
    void merchantsComeInPages() {
        server.createMerchant("page-a");
        server.createMerchant("page-b");

        var cursor = body(get("/v1/merchants?limit=1")).path("next_cursor").asString();

        get("/v1/merchants?limit=1&cursor=" + cursor)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
    }
}

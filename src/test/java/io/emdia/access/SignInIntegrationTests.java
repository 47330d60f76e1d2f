package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.Caller.Role;
import io.emdia.merchants.ListBulletin;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

import reactor.test.StepVerifier;

import java.time.Duration;
import java.util.Map;

/** How a person gets into the page, and out. */
class SignInIntegrationTests {

    private static AccessServer server;
    private static AccessServer other;

    @BeforeAll
    static void start() {
        server = AccessServer.start();
        server.createMerchant("acme");
        other = AccessServer.node(server.database, new ListBulletin());
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
    }

    @Test
    void aLinkWorksOnceAndOpensTheAdministratorsSession() {
        var ticket = AccessServer.result(server.bean(Sessions.class).offer());

        var signedIn = link(ticket);

        signedIn.expectStatus().isSeeOther().expectHeader().valueEquals(HttpHeaders.LOCATION, "/");
        var cookie = cookie(signedIn);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(12));
        me(cookie).expectStatus().isOk().expectBody().jsonPath("$.role").isEqualTo("administrator");
        link(ticket).expectStatus().isUnauthorized();
    }

    @Test
    void anUnknownLinkIsRefused() {
        link("nonsense").expectStatus().isUnauthorized();
    }

    @Test
    void aTokenOpensASessionThatEndsWithIt() {
        var issued = server.token("acme", Role.VIEWER);
        var signedIn = signIn(issued.token());
        signedIn.expectStatus().isNoContent();
        var cookie = cookie(signedIn);
        me(cookie).expectStatus().isOk().expectBody().jsonPath("$.role").isEqualTo("viewer");

        server.administrator()
                .delete()
                .uri("/v1/merchants/acme/tokens/" + issued.id())
                .exchange()
                .expectStatus()
                .isNoContent();

        me(cookie).expectStatus().isUnauthorized();
    }

    @Test
    void aSessionChangesNothingWithoutTheHeaderOfOurPage() {
        var cookie = cookie(signIn(AccessServer.ADMINISTRATOR));

        rename(cookie, Map.of()).expectStatus().isForbidden();
        rename(cookie, Map.of(CredentialReading.CSRF_HEADER, "1")).expectStatus().isOk();
    }

    @Test
    void signingOutEndsTheSessionAndWhatItOpened() {
        var cookie = cookie(signIn(AccessServer.ADMINISTRATOR));
        var caller = AccessServer.result(server.bean(Sessions.class).caller(cookie.getValue()));

        signOut(cookie, Map.of()).expectStatus().isForbidden();
        signOut(cookie, Map.of(CredentialReading.CSRF_HEADER, "1")).expectStatus().isNoContent();

        me(cookie).expectStatus().isUnauthorized();
        StepVerifier.create(server.bean(Credentials.class).ended(caller))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void whatIsOpenOnAnotherNodeEndsWithinFiveSeconds() {
        var cookie = cookie(signIn(AccessServer.ADMINISTRATOR));
        var caller = AccessServer.result(other.bean(Sessions.class).caller(cookie.getValue()));

        StepVerifier.create(other.bean(Credentials.class).ended(caller))
                .expectSubscription()
                .then(() -> signOut(cookie, Map.of(CredentialReading.CSRF_HEADER, "1")))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void aWrongTokenOpensNothing() {
        signIn("emdia_nonsense").expectStatus().isUnauthorized();
    }

    private static ResponseSpec link(String ticket) {
        return server.anonymous().get().uri("/sign-in?ticket={ticket}", ticket).exchange();
    }

    private static ResponseSpec signIn(String token) {
        return server.anonymous()
                .post()
                .uri("/sign-in")
                .bodyValue(Map.of("token", token))
                .exchange();
    }

    private static ResponseSpec signOut(ResponseCookie cookie, Map<String, String> headers) {
        return server.anonymous()
                .post()
                .uri("/sign-out")
                .cookie(cookie.getName(), cookie.getValue())
                .headers(all -> headers.forEach(all::set))
                .exchange();
    }

    private static ResponseSpec rename(ResponseCookie cookie, Map<String, String> headers) {
        return server.anonymous()
                .patch()
                .uri("/v1/merchants/acme")
                .cookie(cookie.getName(), cookie.getValue())
                .headers(all -> headers.forEach(all::set))
                .bodyValue(Map.of("name", "Renamed"))
                .exchange();
    }

    private static ResponseSpec me(ResponseCookie cookie) {
        return server.anonymous()
                .get()
                .uri("/v1/me")
                .cookie(cookie.getName(), cookie.getValue())
                .exchange();
    }

    private static ResponseCookie cookie(ResponseSpec response) {
        var cookie =
                response.returnResult(Void.class)
                        .getResponseCookies()
                        .getFirst(CredentialReading.SESSION_COOKIE);
        if (cookie == null) {
            throw new AssertionError("no session cookie was set");
        }
        return cookie;
    }
}

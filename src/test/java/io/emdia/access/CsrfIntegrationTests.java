package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.RoutesTests.Mapped;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.HttpMethod;

import java.util.List;
import java.util.Map;

/** A browser adds the cookie by itself; nothing changes by the cookie alone, whatever the route. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsrfIntegrationTests {

    private static final List<String> OPEN = List.of("/webhooks/", "/sign-in");
    private static final int ROUTES_MIN = 20;

    private final AccessServer server = AccessServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void everyChangingRouteNeedsTheHeaderOfOurPage() throws Exception {
        server.createMerchant("acme");
        var token = server.secret("acme", Caller.Role.MANAGER);
        var session = session(token);
        var changing = RoutesTests.mapped().stream().filter(CsrfIntegrationTests::changes).toList();

        assertThat(changing).hasSizeGreaterThan(ROUTES_MIN);
        for (var route : changing) {
            var path =
                    route.pattern().replaceFirst("\\{m[^}]*}", "acme").replaceAll("\\{.*?}", "x");
            assertThat(status(route, path, session, Map.of())).as("%s", route).isEqualTo(403);
        }
        assertThat(
                        server.anonymous()
                                .get()
                                .uri("/v1/me")
                                .cookie(CredentialReading.SESSION_COOKIE, session)
                                .exchange()
                                .returnResult(Void.class)
                                .getStatus()
                                .value())
                .isEqualTo(200);
    }

    @Test
    void withTheHeaderTheCookieIsEnough() {
        server.createMerchant("beta");
        var session = session(server.secret("beta", Caller.Role.MANAGER));
        var route = new Mapped(HttpMethod.DELETE, "/v1/merchants/beta/tokens/none");
        var header = Map.of(CredentialReading.CSRF_HEADER, "1");

        assertThat(status(route, route.pattern(), session, header)).isEqualTo(404);
        assertThat(status(route, route.pattern(), session, Map.of())).isEqualTo(403);
    }

    private static boolean changes(Mapped route) {
        return route.method() != HttpMethod.GET
                && OPEN.stream().noneMatch(path -> route.pattern().startsWith(path));
    }

    private String session(String token) {
        var cookie =
                server.anonymous()
                        .post()
                        .uri("/sign-in")
                        .bodyValue(Map.of("token", token))
                        .exchange()
                        .returnResult(Void.class)
                        .getResponseCookies()
                        .getFirst(CredentialReading.SESSION_COOKIE);
        assertThat(cookie).isNotNull();
        return cookie == null ? "" : cookie.getValue();
    }

    private int status(Mapped route, String path, String session, Map<String, String> headers) {
        return server.anonymous()
                .method(route.method())
                .uri(path)
                .cookie(CredentialReading.SESSION_COOKIE, session)
                .headers(all -> headers.forEach(all::set))
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}

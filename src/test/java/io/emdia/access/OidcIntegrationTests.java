package io.emdia.access;

import static io.emdia.access.SignInBrowser.cookie;
import static io.emdia.access.SignInBrowser.location;
import static io.emdia.access.SignInBrowser.pair;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Signing in with a provider, on real sockets. */
class OidcIntegrationTests {

    private static final String CLIENT = "spring.security.oauth2.client.";
    private static final Consumer<JWTClaimsSet.Builder> NOTHING_WRONG = _ -> {};
    private static final Map<String, Object> VIEWER =
            Map.of("groups", List.of("staff", "viewers"), "company", "acme");

    private static OidcProvider provider;
    private static AccessServer server;
    private static SignInBrowser browser;

    @BeforeAll
    static void start() {
        provider = new OidcProvider();
        server = AccessServer.start(settings());
        server.createMerchant("acme");
        browser = new SignInBrowser(server.url());
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
        provider.close();
    }

    /** So that the limit of sign-ins a minute counts each test for itself. */
    @BeforeEach
    void aMinuteLater() {
        server.bean(AccessServer.MovedClock.class).move(SignInThrottle.WINDOW);
    }

    private static Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry(CLIENT + "registration.corp.client-id", OidcProvider.CLIENT),
                Map.entry(CLIENT + "registration.corp.client-secret", OidcProvider.SECRET),
                Map.entry(CLIENT + "registration.corp.client-name", "Acme"),
                Map.entry(CLIENT + "registration.corp.scope", "openid"),
                Map.entry(CLIENT + "provider.corp.issuer-uri", provider.issuer()),
                Map.entry(CLIENT + "registration.away.client-id", "x"),
                Map.entry(CLIENT + "registration.away.client-secret", "x"),
                Map.entry(CLIENT + "registration.away.scope", "openid"),
                Map.entry(CLIENT + "provider.away.issuer-uri", "http://127.0.0.1:1"),
                Map.entry("emdia.oidc.role-claim", "groups"),
                Map.entry("emdia.oidc.merchant-claim", "company"),
                Map.entry("emdia.oidc.roles.viewers", "viewer"),
                Map.entry("emdia.oidc.roles.managers", "manager"),
                Map.entry("emdia.oidc.roles.[All Emdia]", "administrator"));
    }

    @Test
    void whatIsConfiguredIsOfferedToAnybody() {
        server.anonymous()
                .get()
                .uri("/v1/sign-in-options")
                .exchange()
                .expectBody()
                .jsonPath("$.providers[*].name")
                .isEqualTo(List.of("away", "Acme"))
                .jsonPath("$.providers[1].url")
                .isEqualTo("/oauth2/authorization/corp");
    }

    static Stream<Arguments> people() {
        return Stream.of(
                Arguments.of(VIEWER, "viewer", "acme"),
                Arguments.of(
                        Map.of(
                                "groups",
                                List.of("viewers", "managers"),
                                "company",
                                List.of("acme")),
                        "manager",
                        "acme"),
                Arguments.of(Map.of("groups", "All Emdia"), "administrator", null));
    }

    @ParameterizedTest
    @MethodSource("people")
    void whoIsVouchedForGetsTheRoleAndMerchantOfTheClaims(
            Map<String, Object> claims, String role, @Nullable String merchant) throws Exception {
        provider.signsIn(claims, NOTHING_WRONG);

        var answer = browser.signIn();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("http-equiv=\"refresh\" content=\"0;url=/\"");
        assertThat(cookie(answer, CredentialReading.SESSION_COOKIE).orElseThrow())
                .contains("HTTPOnly", "SameSite=Strict", "Path=/", "Max-Age=43200");
        assertThat(cookie(answer, PendingSignIn.COOKIE).orElseThrow()).contains("Max-Age=0");
        var me = browser.me(answer);
        assertThat(me.body()).contains("\"role\":\"" + role + "\"");
        assertThat(me.body()).contains("\"merchant\":" + (merchant == null ? "null" : "\"acme\""));
    }

    @Test
    void whatTheBrowserKeepsMeanwhileComesBackFromElsewhereAndShowsNothing() throws Exception {
        var begun = browser.begin();
        var kept = cookie(begun, PendingSignIn.COOKIE).orElseThrow();

        assertThat(kept).contains("HTTPOnly", "SameSite=Lax", "Path=/login/oauth2/code");
        assertThat(location(begun))
                .startsWith(provider.issuer() + "/authorize?")
                .contains("code_challenge_method=S256", "nonce=", "scope=openid");
    }

    static Stream<Arguments> wrongTokens() {
        return Stream.of(
                wrong("nonce", token -> token.claim("nonce", "another")),
                wrong("no nonce", token -> token.claim("nonce", null)),
                wrong("audience", token -> token.audience("another-client")),
                wrong("issuer", token -> token.issuer("https://elsewhere.example")),
                wrong("expired", token -> token.expirationTime(anHourAgo())),
                wrong("foreign key", _ -> provider.signWithAForeignKey()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTokens")
    void aWrongTokenOpensNothing(String what, Consumer<JWTClaimsSet.Builder> wrong)
            throws Exception {
        provider.signsIn(VIEWER, wrong);

        refused(browser.signIn(), 401);
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                Arguments.of(Map.of("company", "acme"), "no claim \\\"groups\\\""),
                Arguments.of(
                        Map.of("groups", "cooks", "company", "acme"), "\\\"groups\\\" of the ID"),
                Arguments.of(Map.of("groups", "viewers"), "no claim \\\"company\\\""),
                Arguments.of(
                        Map.of("groups", "viewers", "company", List.of("acme", "rival")),
                        "\\\"company\\\" of the ID token must hold one"),
                Arguments.of(
                        Map.of("groups", "viewers", "company", "secretive"), "not known here"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whoseClaimsGiveNothingIsToldWhichClaimItWas(Map<String, Object> claims, String told)
            throws Exception {
        provider.signsIn(claims, NOTHING_WRONG);

        var answer = browser.signIn();

        refused(answer, 403);
        assertThat(answer.body()).contains(told).doesNotContain("cooks", "rival", "secretive");
    }

    @Test
    void aPersonIsToldOnAPage() throws Exception {
        provider.signsIn(Map.of("company", "acme"), NOTHING_WRONG);
        var begun = browser.begin();

        var answer =
                browser.get(
                        location(browser.get(location(begun))),
                        "Cookie",
                        pair(begun),
                        "Accept",
                        "text/html");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("text/html");
        assertThat(answer.body()).contains("no claim &quot;groups&quot;");
    }

    @Test
    void anotherStateOrAnotherBrowserOpensNothing() throws Exception {
        provider.signsIn(VIEWER, NOTHING_WRONG);
        var begun = browser.begin();
        var back = location(browser.get(location(begun)));
        var another = browser.begin();

        refused(browser.get(back.replace("state=", "state=x"), "Cookie", pair(begun)), 401);
        refused(browser.get(back), 401);
        refused(browser.get(back, "Cookie", pair(another)), 401);
        refused(browser.get(back, "Cookie", PendingSignIn.COOKIE + "=nonsense"), 401);
        assertThat(browser.get(back, "Cookie", pair(begun)).statusCode()).isEqualTo(200);
    }

    @Test
    void aCodeOpensOneSession() throws Exception {
        provider.signsIn(VIEWER, NOTHING_WRONG);
        var begun = browser.begin();
        var back = location(browser.get(location(begun)));

        assertThat(browser.get(back, "Cookie", pair(begun)).statusCode()).isEqualTo(200);
        refused(browser.get(back, "Cookie", pair(begun)), 401);
    }

    @Test
    void aCodeOfAnotherSignInOpensNothing() throws Exception {
        provider.signsIn(VIEWER, NOTHING_WRONG);
        var victims = browser.begin();
        var attackers = location(browser.get(location(browser.begin())));
        var state = location(browser.get(location(victims))).replaceAll(".*state=", "");
        var mixed = attackers.replaceAll("state=.*", "state=" + state.replace("$", "\\$"));

        refused(browser.get(mixed, "Cookie", pair(victims)), 401);
    }

    @Test
    void aSignInThatTookTooLongBeginsAgain() throws Exception {
        provider.signsIn(VIEWER, NOTHING_WRONG);
        var begun = browser.begin();
        var back = location(browser.get(location(begun)));
        server.bean(AccessServer.MovedClock.class).move(PendingSignIn.LIFE.plusSeconds(1));

        refused(browser.get(back, "Cookie", pair(begun)), 401);
    }

    @Test
    void theSessionEndsAfterItsLifeAndBySigningOut() throws Exception {
        provider.signsIn(VIEWER, NOTHING_WRONG);
        var out = browser.signIn();
        var old = browser.signIn();

        assertThat(browser.signOut(out)).isEqualTo(204);
        assertThat(browser.me(out).statusCode()).isEqualTo(401);
        assertThat(browser.me(old).statusCode()).isEqualTo(200);
        server.bean(AccessServer.MovedClock.class).move(Sessions.SESSION_LIFE);
        assertThat(browser.me(old).statusCode()).isEqualTo(401);
    }

    @Test
    void aProviderThatIsAwayHoldsUpNobodyElse() throws Exception {
        var answer = browser.get(server.url() + "/oauth2/authorization/away");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(browser.get(server.url() + "/oauth2/authorization/none").statusCode())
                .isEqualTo(404);
    }

    private static Arguments wrong(String what, Consumer<JWTClaimsSet.Builder> wrong) {
        return Arguments.of(what, wrong);
    }

    private static Date anHourAgo() {
        return Date.from(Instant.now().minus(Duration.ofHours(1)));
    }

    private static void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .isEqualTo("application/problem+json");
        assertThat(cookie(answer, CredentialReading.SESSION_COOKIE)).isEmpty();
    }
}

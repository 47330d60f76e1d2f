package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.IsolationMatrix.Entry;
import io.emdia.Strangers.Answer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every route by every kind of caller: own, other's, nobody's; of each role, of none, revoked. */
class IsolationIntegrationTests {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String UNKNOWN = "emdia_" + "x".repeat(43);

    private static Strangers strangers;
    private static Map<String, String> tokens;
    private static String revoked;

    @BeforeAll
    static void start() {
        strangers = new Strangers();
        tokens =
                Map.of(
                        "viewer", strangers.product.token(Strangers.OWN, "viewer"),
                        "manager", strangers.product.token(Strangers.OWN, "manager"),
                        "administrator", ProductClient.ADMINISTRATOR);
        revoked = revoked();
    }

    private static String revoked() {
        var path = "/v1/merchants/" + Strangers.OWN + "/tokens";
        var made = strangers.product.call("POST", path, ProductClient.ADMINISTRATOR, MANAGER);
        var token = ProductClient.JSON.readTree(made.body());
        var one = path + "/" + token.get("id").asString();
        var gone = strangers.product.call("DELETE", one, ProductClient.ADMINISTRATOR, null);
        assertThat(gone.statusCode()).isEqualTo(204);
        return token.get("token").asString();
    }

    private static final String MANAGER = "{\"role\":\"manager\",\"label\":\"gone\"}";

    @AfterAll
    static void stop() {
        strangers.close();
    }

    static Stream<Entry> entries() {
        return IsolationMatrix.entries().stream();
    }

    static Stream<Entry> entriesOfOneMerchant() {
        return entries().filter(Entry::isOfOneMerchant);
    }

    @Test
    void everyRouteThatIsServedIsInTheMatrix() {
        assertThat(served()).hasSizeGreaterThan(50);
        assertThat(unknown(served())).isEmpty();
        assertThat(unknown(Stream.of("GET /v1/merchants/{}/planted").toList())).hasSize(1);
    }

    private static List<String> unknown(List<String> routes) {
        var known = entries().map(Entry::route).toList();
        return routes.stream()
                .filter(route -> !known.contains(route) && !IsolationMatrix.OPEN.contains(route))
                .toList();
    }

    private static List<String> served() {
        var mappings = strangers.product.bean(DispatcherHandler.class).getHandlerMappings();
        return Objects.requireNonNull(mappings).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(IsolationIntegrationTests::routes)
                .filter(route -> !route.contains(" /actuator"))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> routes(RequestMappingInfo info) {
        return info.getPatternsCondition().getPatterns().stream()
                .map(pattern -> pattern.getPatternString().replaceAll("\\{[^}]*}|\\*+", "{}"))
                .flatMap(
                        path ->
                                info.getMethodsCondition().getMethods().stream()
                                        .map(method -> method + " " + path));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void ownersMayWhatTheirRoleMay(Entry entry) {
        for (var role : IsolationMatrix.ROLES) {
            var answer = answer(entry, Strangers.OWN, tokens.get(role));
            assertThat(answer.status())
                    .as("%s %s", role, answer.body())
                    .isEqualTo(entry.isFor(role) ? entry.status() : FORBIDDEN);
            assertThat(isLeak(entry, role, answer)).as(answer.body()).isFalse();
        }
    }

    /** The administrator sees all merchants where all are listed. */
    private static boolean isLeak(Entry entry, String role, Answer answer) {
        return !(role.equals("administrator") && !entry.isOfOneMerchant())
                && (answer.body().contains(Strangers.MARK)
                        || answer.body().contains(Strangers.OTHER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entriesOfOneMerchant")
    void anothersMerchantIsLikeOneThatIsNot(Entry entry) {
        for (var role : List.of("viewer", "manager")) {
            var others = answer(entry, Strangers.OTHER, tokens.get(role));
            var nobodys = answer(entry, Strangers.NOBODYS, tokens.get(role));

            assertThat(others.status()).as(others.body()).isEqualTo(NOT_FOUND);
            assertThat(others.body().replace(Strangers.OTHER, Strangers.NOBODYS))
                    .isEqualTo(nobodys.body());
            assertThat(nobodys.status()).isEqualTo(NOT_FOUND);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entries")
    void withoutATokenThatLivesThereIsNothing(Entry entry) {
        for (var merchant : List.of(Strangers.OWN, Strangers.NOBODYS)) {
            assertThat(answer(entry, merchant, null).status()).isEqualTo(UNAUTHORIZED);
            assertThat(answer(entry, merchant, UNKNOWN).status()).isEqualTo(UNAUTHORIZED);
            assertThat(answer(entry, merchant, revoked).status()).isEqualTo(UNAUTHORIZED);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("entriesOfOneMerchant")
    void noRoleBringsAMerchantIntoBeing(Entry entry) {
        var answer = answer(entry, Strangers.NOBODYS, ProductClient.ADMINISTRATOR);

        assertThat(answer.status()).as(answer.body()).isEqualTo(NOT_FOUND);
    }

    /** The matrix notices: with the other's own figures its leak would be seen. */
    @Test
    void aLeakWouldBeSeen() {
        var charges = new Entry("viewer", 200, "GET", "/v1/merchants/{}/charges", null);
        var others = answer(charges, Strangers.OTHER, ProductClient.ADMINISTRATOR);

        assertThat(isLeak(charges, "viewer", others)).isTrue();
    }

    private static Answer answer(Entry entry, String merchant, @Nullable String token) {
        return strangers.answer(entry.of(merchant, token));
    }
}

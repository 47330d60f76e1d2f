package io.emdia.access;

import static io.emdia.access.Caller.Role.ADMINISTRATOR;
import static io.emdia.access.Caller.Role.MANAGER;
import static io.emdia.access.Caller.Role.VIEWER;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.emdia.access.Caller.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may call what, in one table. A route that is not in it cannot be called: under {@code /v1}
 * each has a rule, everything else is one of the lists of paths.
 */
final class AccessRules {

    /** Proven by the gateway's own signature, never by a token. */
    static final List<String> WEBHOOKS = List.of("/webhooks/**");

    static final List<String> API = List.of("/v1/**");

    /** Open: describes, shows nothing of anyone. */
    static final List<String> DESCRIPTION =
            List.of("/v3/api-docs/**", "/v3/api-docs.yaml", "/v1/sign-in-options");

    static final List<String> MANAGEMENT = List.of("/actuator", "/actuator/**");

    /** Open, without details. */
    static final List<String> PROBES =
            List.of("/actuator/health/readiness", "/actuator/health/liveness");

    /** Open: holds no figure, asks for them under {@code /v1} with its session. */
    static final List<String> PAGE =
            List.of(
                    "/",
                    "/index.html",
                    "/favicon.ico",
                    "/favicon.svg",
                    "/assets/**",
                    "/sign-in",
                    "/sign-out");

    /** Open, where a provider is configured: this is how one signs in. */
    static final List<String> OIDC = List.of(OidcEndpoint.BEGIN + "/*", PendingSignIn.PATH + "/*");

    private static final String MERCHANT = "m";
    private static final String ONE = "/v1/merchants/{m}";

    private static final List<Rule> TABLE =
            List.of(
                    rule(VIEWER, "/v1/me", GET),
                    rule(VIEWER, "/v1/merchants", GET),
                    rule(ADMINISTRATOR, "/v1/merchants", POST),
                    rule(ADMINISTRATOR, "/v1/master-key/rotation", GET, POST),
                    rule(VIEWER, ONE, GET),
                    rule(MANAGER, ONE, PATCH),
                    rule(MANAGER, ONE + "/connections", GET, POST),
                    rule(MANAGER, ONE + "/connections/{connection}", DELETE, GET, PATCH),
                    rule(MANAGER, ONE + "/connections/{connection}/test", POST),
                    rule(MANAGER, ONE + "/connections/{connection}/secrets", PUT),
                    rule(MANAGER, ONE + "/tokens", GET, POST),
                    rule(MANAGER, ONE + "/tokens/{token}", DELETE),
                    rule(VIEWER, ONE + "/live", GET),
                    rule(VIEWER, ONE + "/kpis", GET),
                    rule(VIEWER, ONE + "/kpis/history", GET),
                    rule(VIEWER, ONE + "/kpis/history.csv", GET),
                    rule(VIEWER, ONE + "/kpis/stream", GET),
                    rule(VIEWER, ONE + "/kpis/currencies", GET),
                    rule(VIEWER, ONE + "/kpis/{metric}/explain", GET),
                    rule(VIEWER, ONE + "/kpis/restatements", GET),
                    rule(VIEWER, ONE + "/kpis/lateness", GET),
                    rule(VIEWER, ONE + "/kpis/roll", GET),
                    rule(VIEWER, ONE + "/kpis/days-to-pay", GET),
                    rule(VIEWER, ONE + "/kpis/payment-curve", GET),
                    rule(VIEWER, ONE + "/charges", GET),
                    rule(VIEWER, ONE + "/charges/search", POST),
                    rule(VIEWER, ONE + "/charges.csv", GET),
                    rule(VIEWER, ONE + "/charges/{connection}/{charge}", GET),
                    rule(VIEWER, ONE + "/rates", GET),
                    rule(MANAGER, ONE + "/rates", PUT),
                    rule(MANAGER, ONE + "/rates/{currency}/{on}", DELETE),
                    rule(VIEWER, ONE + "/subscriptions", GET),
                    rule(VIEWER, ONE + "/subscriptions/search", POST),
                    rule(VIEWER, ONE + "/subscriptions.csv", GET),
                    rule(VIEWER, ONE + "/subscriptions/{connection}/{subscription}", GET),
                    rule(VIEWER, ONE + "/customers", GET),
                    rule(VIEWER, ONE + "/customers/search", POST),
                    rule(VIEWER, ONE + "/customers.csv", GET),
                    rule(VIEWER, ONE + "/customers/{connection}/{customer}", GET),
                    rule(MANAGER, ONE + "/customers/{connection}/{customer}/erase", POST),
                    rule(MANAGER, ONE + "/customers/{connection}/{customer}/export", GET),
                    rule(MANAGER, ONE + "/erasures", GET),
                    rule(VIEWER, ONE + "/events", GET),
                    rule(VIEWER, ONE + "/events/stream", GET),
                    rule(MANAGER, ONE + "/kpis/audit", GET),
                    rule(MANAGER, ONE + "/audit", GET),
                    rule(ADMINISTRATOR, ONE + "/audit", POST),
                    rule(ADMINISTRATOR, "/v1/audit", GET),
                    rule(MANAGER, ONE + "/imports", GET, POST),
                    rule(MANAGER, ONE + "/imports/{import}", GET),
                    rule(MANAGER, ONE + "/quarantine", GET),
                    rule(MANAGER, ONE + "/quarantine/preview", POST),
                    rule(MANAGER, ONE + "/quarantine/replay", POST),
                    rule(MANAGER, ONE + "/quarantine/discard", POST),
                    rule(MANAGER, ONE + "/quarantine/{delivery}", GET),
                    rule(MANAGER, ONE + "/quarantine/{delivery}/preview", POST),
                    rule(MANAGER, ONE + "/quarantine/{delivery}/replay", POST),
                    rule(MANAGER, ONE + "/quarantine/{delivery}/discard", POST));

    /** What a request meets. */
    sealed interface Route {

        /**
         * @param least the least role that may call it
         * @param merchantId the merchant in its path, if one is
         */
        record Declared(Role least, @Nullable String merchantId) implements Route {}

        /** The path is known, with other methods. */
        record OtherMethods(Set<HttpMethod> allowed) implements Route {}

        record Unknown() implements Route {}
    }

    private record Rule(Role least, PathPattern pattern, Set<HttpMethod> methods) {}

    private AccessRules() {}

    static Route route(HttpMethod method, PathContainer path) {
        var asked = method == HttpMethod.HEAD ? GET : method;
        var onPath = TABLE.stream().filter(rule -> rule.pattern().matches(path)).toList();
        if (onPath.isEmpty()) {
            return new Route.Unknown();
        }
        return onPath.stream()
                .filter(rule -> rule.methods().contains(asked))
                .findFirst()
                .map(rule -> declared(rule, path))
                .orElseGet(() -> new Route.OtherMethods(methods(onPath)));
    }

    private static Route declared(Rule rule, PathContainer path) {
        var match = rule.pattern().matchAndExtract(path);
        var merchantId = match == null ? null : match.getUriVariables().get(MERCHANT);
        return new Route.Declared(rule.least(), merchantId);
    }

    private static Set<HttpMethod> methods(List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.methods().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Rule rule(Role least, String pattern, HttpMethod... methods) {
        return new Rule(least, PathPatternParser.defaultInstance.parse(pattern), Set.of(methods));
    }
}

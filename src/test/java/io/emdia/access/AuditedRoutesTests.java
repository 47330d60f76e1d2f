package io.emdia.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.access.RoutesTests.Mapped;
import io.emdia.auditlog.Act;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whoever adds a route that changes something says what it goes into the log as. */
class AuditedRoutesTests {

    private static final String ONE = "/v1/merchants/x";

    static final Map<String, Act> AUDITED =
            Map.ofEntries(
                    Map.entry("POST /v1/merchants", Act.MERCHANT_CREATED),
                    Map.entry("PATCH " + ONE, Act.MERCHANT_CHANGED),
                    Map.entry("POST " + ONE + "/connections", Act.CONNECTION_CREATED),
                    Map.entry("PATCH " + ONE + "/connections/x", Act.CONNECTION_CHANGED),
                    Map.entry("DELETE " + ONE + "/connections/x", Act.CONNECTION_DISABLED),
                    Map.entry("POST " + ONE + "/connections/x/test", Act.CONNECTION_TESTED),
                    Map.entry(
                            "PUT " + ONE + "/connections/x/secrets",
                            Act.CONNECTION_SECRETS_REPLACED),
                    Map.entry("POST " + ONE + "/tokens", Act.TOKEN_ISSUED),
                    Map.entry("DELETE " + ONE + "/tokens/x", Act.TOKEN_REVOKED),
                    Map.entry("PUT " + ONE + "/rates", Act.RATES_CHANGED),
                    Map.entry("DELETE " + ONE + "/rates/x/x", Act.RATE_DELETED),
                    Map.entry("POST " + ONE + "/audit", Act.FIGURES_PROVEN),
                    Map.entry("POST " + ONE + "/imports", Act.IMPORT_BEGUN),
                    Map.entry("POST " + ONE + "/quarantine/replay", Act.DELIVERY_REPLAYED),
                    Map.entry("POST " + ONE + "/quarantine/discard", Act.DELIVERY_DISCARDED),
                    Map.entry("POST " + ONE + "/quarantine/x/replay", Act.DELIVERY_REPLAYED),
                    Map.entry("POST " + ONE + "/quarantine/x/discard", Act.DELIVERY_DISCARDED),
                    Map.entry("POST " + ONE + "/customers/x/x/erase", Act.PERSON_ERASED),
                    Map.entry("POST /v1/master-key/rotation", Act.MASTER_KEY_ROTATED),
                    Map.entry("POST /sign-in", Act.SESSION_OPENED),
                    Map.entry("POST /sign-out", Act.SESSION_ENDED));

    /** Searches and previews, whose questions are too long or too personal for a URL; webhooks. */
    private static final Set<String> CHANGES_NOTHING =
            Set.of(
                    "POST " + ONE + "/charges/search",
                    "POST " + ONE + "/subscriptions/search",
                    "POST " + ONE + "/customers/search",
                    "POST " + ONE + "/quarantine/preview",
                    "POST " + ONE + "/quarantine/x/preview",
                    "POST /webhooks/x",
                    "POST /webhooks/x/x");

    @Test
    void everyRouteThatChangesSomethingIsAudited() throws Exception {
        assertThat(undeclared(RoutesTests.mapped())).isEmpty();
    }

    @Test
    void aRouteNobodyDeclaredIsSeen() {
        var added = new Mapped(HttpMethod.PUT, "/v1/merchants/{m}/undeclared");

        assertThat(undeclared(List.of(added))).containsExactly("PUT /v1/merchants/x/undeclared");
    }

    @Test
    void everyActIsKnown() {
        assertThat(Arrays.stream(Act.values()).collect(Collectors.toSet()))
                .containsAll(AUDITED.values());
    }

    private static Set<String> undeclared(List<Mapped> mapped) {
        return mapped.stream()
                .filter(one -> one.method() != HttpMethod.GET)
                .map(one -> one.method() + " " + one.pattern().replaceAll("\\{[^}]+}", "x"))
                .filter(one -> !AUDITED.containsKey(one) && !CHANGES_NOTHING.contains(one))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

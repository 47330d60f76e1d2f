package io.emdia;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Every route there is with what its merchant's own caller is answered, by hand: neither the rules
 * nor the endpoints were asked. A route is an entry here or one of those that are open.
 */
final class IsolationMatrix {

    /** Describe, show nothing of anyone, or are proven otherwise. */
    static final List<String> OPEN =
            List.of(
                    "POST /webhooks/{}",
                    "POST /webhooks/{}/{}",
                    "GET /v1/sign-in-options",
                    "GET /sign-in",
                    "POST /sign-in",
                    "POST /sign-out",
                    "GET /sign-in/oidc/{}",
                    "GET /v3/api-docs",
                    "GET /v3/api-docs.yaml",
                    "GET /v3/api-docs/swagger-config",
                    "GET /",
                    "GET /index.html",
                    "GET /favicon.ico",
                    "GET /favicon.svg",
                    "GET /assets/{}/{}");

    /** The least role, what it is answered, method and path; more of the request behind. */
    private static final String TABLE =
            """
            viewer 200 GET /v1/me
            viewer 200 GET /v1/merchants
            administrator 400 POST /v1/merchants {}
            administrator 200 GET /v1/master-key/rotation
            administrator 200 POST /v1/master-key/rotation
            viewer 200 GET /v1/merchants/{}
            manager 400 PATCH /v1/merchants/{} {"doubtful_after_days":-1}
            manager 200 GET /v1/merchants/{}/connections
            manager 400 POST /v1/merchants/{}/connections {}
            manager 404 GET /v1/merchants/{}/connections/{}
            manager 404 DELETE /v1/merchants/{}/connections/{}
            manager 404 PATCH /v1/merchants/{}/connections/{} {}
            manager 404 POST /v1/merchants/{}/connections/{}/test {}
            manager 404 PUT /v1/merchants/{}/connections/{}/secrets {"secrets":["x"]}
            manager 200 GET /v1/merchants/{}/tokens
            manager 400 POST /v1/merchants/{}/tokens {"role":"administrator"}
            manager 404 DELETE /v1/merchants/{}/tokens/{}
            viewer 200 GET /v1/merchants/{}/live
            viewer 200 GET /v1/merchants/{}/kpis
            viewer 200 GET /v1/merchants/{}/kpis/history?metric=delinquency.rate
            viewer 200 GET /v1/merchants/{}/kpis/history.csv?metric=delinquency.rate
            viewer 200 GET /v1/merchants/{}/kpis/stream
            viewer 200 GET /v1/merchants/{}/kpis/currencies
            viewer 400 GET /v1/merchants/{}/kpis/{}/explain
            viewer 200 GET /v1/merchants/{}/kpis/restatements?month=2025-06
            viewer 200 GET /v1/merchants/{}/kpis/lateness
            viewer 200 GET /v1/merchants/{}/kpis/roll
            viewer 200 GET /v1/merchants/{}/kpis/days-to-pay
            viewer 200 GET /v1/merchants/{}/kpis/payment-curve
            viewer 200 GET /v1/merchants/{}/charges
            viewer 200 POST /v1/merchants/{}/charges/search {}
            viewer 200 GET /v1/merchants/{}/charges.csv
            viewer 404 GET /v1/merchants/{}/charges/{}/{}
            viewer 200 GET /v1/merchants/{}/rates
            manager 400 PUT /v1/merchants/{}/rates {}
            manager 400 DELETE /v1/merchants/{}/rates/{}/{}
            viewer 200 GET /v1/merchants/{}/subscriptions
            viewer 200 POST /v1/merchants/{}/subscriptions/search {}
            viewer 200 GET /v1/merchants/{}/subscriptions.csv
            viewer 404 GET /v1/merchants/{}/subscriptions/{}/{}
            viewer 200 GET /v1/merchants/{}/customers
            viewer 200 POST /v1/merchants/{}/customers/search {}
            viewer 200 GET /v1/merchants/{}/customers.csv
            viewer 404 GET /v1/merchants/{}/customers/{}/{}
            manager 404 POST /v1/merchants/{}/customers/{}/{}/erase
            manager 404 GET /v1/merchants/{}/customers/{}/{}/export
            manager 200 GET /v1/merchants/{}/erasures
            viewer 200 GET /v1/merchants/{}/events
            viewer 200 GET /v1/merchants/{}/events/stream
            manager 200 GET /v1/merchants/{}/audit
            manager 200 GET /v1/merchants/{}/kpis/audit
            administrator 200 POST /v1/merchants/{}/audit
            administrator 200 GET /v1/audit
            manager 200 GET /v1/merchants/{}/imports
            manager 400 POST /v1/merchants/{}/imports
            manager 404 GET /v1/merchants/{}/imports/{}
            manager 200 GET /v1/merchants/{}/quarantine
            manager 400 POST /v1/merchants/{}/quarantine/preview
            manager 400 POST /v1/merchants/{}/quarantine/replay
            manager 400 POST /v1/merchants/{}/quarantine/discard
            manager 404 GET /v1/merchants/{}/quarantine/{}
            manager 404 POST /v1/merchants/{}/quarantine/{}/preview
            manager 404 POST /v1/merchants/{}/quarantine/{}/replay
            manager 404 POST /v1/merchants/{}/quarantine/{}/discard
            """;

    static final List<String> ROLES = List.of("viewer", "manager", "administrator");

    /**
     * @param least the least role
     * @param status of the answer to whoever may
     * @param path with holes, the first one for the merchant
     */
    record Entry(String least, int status, String method, String path, @Nullable String body) {

        private static final String MERCHANT = "/v1/merchants/{}";

        String route() {
            var query = path.indexOf('?');
            return method + " " + (query < 0 ? path : path.substring(0, query));
        }

        boolean isOfOneMerchant() {
            return path.startsWith(MERCHANT);
        }

        boolean isFor(String role) {
            return ROLES.indexOf(role) >= ROLES.indexOf(least);
        }

        Strangers.Asked of(String merchant, @Nullable String token) {
            var filled = path.replaceFirst("\\{}", merchant).replace("{}", "none");
            return new Strangers.Asked(method, filled, token, body);
        }

        @Override
        public String toString() {
            return route();
        }
    }

    private IsolationMatrix() {}

    static List<Entry> entries() {
        return TABLE.lines().map(IsolationMatrix::entry).toList();
    }

    private static Entry entry(String line) {
        var words = line.split(" ", 5);
        return new Entry(
                words[0],
                Integer.parseInt(words[1]),
                words[2],
                words[3],
                words.length < 5 ? null : words[4]);
    }
}

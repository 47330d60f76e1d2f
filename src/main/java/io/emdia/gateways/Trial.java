package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** A webhook that tells nothing, made to see whether a connection takes its gateway's webhooks. */
public sealed interface Trial {

    static Trial noSecret() {
        return new Impossible("the connection has no secret to sign with");
    }

    /**
     * As the gateway itself would post it, with its proof.
     *
     * @param headers names in lower case, the content type among them
     * @param query parameters, not encoded
     */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
    record Webhook(Map<String, String> headers, Map<String, String> query, byte[] body)
            implements Trial {

        private static final String CONTENT_TYPE = "content-type";

        public static Webhook json(String body) {
            return new Webhook(
                    Map.of(CONTENT_TYPE, "application/json"), Map.of(), body.getBytes(UTF_8));
        }

        public static Webhook form(String body) {
            return new Webhook(
                    Map.of(CONTENT_TYPE, "application/x-www-form-urlencoded"),
                    Map.of(),
                    body.getBytes(UTF_8));
        }

        public Webhook withHeaders(Map<String, String> more) {
            var all = new TreeMap<>(headers);
            all.putAll(more);
            return new Webhook(all, query, body);
        }

        public Webhook withQuery(Map<String, String> parameters) {
            return new Webhook(headers, parameters, body);
        }

        /** Leaves headers and query out, which hold a proof. */
        @Override
        public String toString() {
            return "Webhook[%d bytes]".formatted(body.length);
        }
    }

    /**
     * Nobody but the gateway can make its proof.
     *
     * @param reason for a person
     */
    record Impossible(String reason) implements Trial {}
}

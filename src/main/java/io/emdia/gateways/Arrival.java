package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A request as it came from a gateway.
 *
 * @param headers names in lower case, every value a header was repeated with
 * @param query decoded parameters
 * @param body the bytes as they came; do not change
 * @param pseudonyms how its merchant's customers are named whom the gateway does not name
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
public record Arrival(
        Map<String, List<String>> headers,
        Map<String, List<String>> query,
        byte[] body,
        Pseudonyms pseudonyms) {

    /** To be judged, or read without keeping what is read. */
    public Arrival(
            Map<String, List<String>> headers, Map<String, List<String>> query, byte[] body) {
        this(headers, query, body, Pseudonyms.NOBODYS);
    }

    /** The value of a header that came exactly once; null when it is missing or repeated. */
    public @Nullable String onlyHeader(String lowerCaseName) {
        var values = headers.get(lowerCaseName);
        return values == null || values.size() != 1 ? null : values.getFirst();
    }
}

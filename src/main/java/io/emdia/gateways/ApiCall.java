package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Map;

/**
 * One GET of a gateway's API.
 *
 * @param headers credentials among them
 * @param grant what must be asked before for a bearer token, which then stands in {@code
 *     Authorization}; null where the headers suffice
 */
public record ApiCall(URI uri, Map<String, String> headers, @Nullable Grant grant) {

    public ApiCall(URI uri, Map<String, String> headers) {
        this(uri, headers, null);
    }

    /**
     * OAuth 2 client credentials, asked for by a POST of {@code
     * {"grant_type":"client_credentials"}} with HTTP Basic; see RFC 6749, section 4.4.
     */
    public record Grant(URI uri, String client, String secret) {

        /** Leaves the secret out, so that no log line can hold it. */
        @Override
        public String toString() {
            return "Grant[%s]".formatted(uri.getHost());
        }
    }

    /** Leaves credentials and ids out, so that no log line can hold them. */
    @Override
    public String toString() {
        return "ApiCall[%s]".formatted(uri.getHost());
    }
}

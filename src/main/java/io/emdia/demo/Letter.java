package io.emdia.demo;

import org.springframework.http.MediaType;

import java.util.Map;

/**
 * A webhook as a gateway posts it.
 *
 * @param query what stands behind the path, with its question mark; empty for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
record Letter(String query, MediaType type, Map<String, String> headers, byte[] body) {

    static Letter json(Map<String, String> headers, byte[] body) {
        return new Letter("", MediaType.APPLICATION_JSON, headers, body);
    }

    /** Leaves query and headers out, which may hold a secret. */
    @Override
    public String toString() {
        return "Letter[%d bytes]".formatted(body.length);
    }
}

package io.emdia.http;

import java.util.List;
import java.util.stream.Collectors;

/** What a browser may load and do for a page of ours: nothing that is not of this origin. */
public final class ContentPolicy {

    public static final String SELF_ONLY = withScripts(List.of());

    private ContentPolicy() {}

    /**
     * @param hashes of the scripts that stand in the page itself, SHA-256 in base64
     */
    public static String withScripts(List<String> hashes) {
        var inline =
                hashes.stream().map(hash -> " 'sha256-" + hash + "'").collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'"
                + inline
                + "; style-src 'self'; img-src 'self' data:;"
                + " font-src 'self'; connect-src 'self'; manifest-src 'self';"
                + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}

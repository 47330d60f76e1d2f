package io.emdia.gateways;

import java.util.List;
import java.util.Map;

/**
 * What a connection holds a request against.
 *
 * @param secrets its live secrets, the newest first; none means that no secret proves anything
 * @param settings its settings for this gateway
 * @param keys what gateways publish, as far as it is known here
 */
public record Trust(List<String> secrets, Map<String, String> settings, PublishedKeys keys) {

    /** Without any published key. */
    public static Trust in(List<String> secrets, Map<String, String> settings) {
        return new Trust(secrets, settings, PublishedKeys.NONE);
    }

    /** Leaves the secrets out, so that no log line can hold one. */
    @Override
    public String toString() {
        return "Trust[]";
    }
}

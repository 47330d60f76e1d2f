package io.emdia.merchants;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One gateway account of a merchant.
 *
 * @param id unguessable; the last segment of its webhook path
 * @param gateway the gateway's registered name
 * @param secrets every secret that authenticates now, the newest first
 * @param apiToken for asking the gateway, where it is asked
 * @param settings by gateway
 */
public record Connection(
        String id,
        String merchantId,
        String gateway,
        List<String> secrets,
        @Nullable String apiToken,
        Map<String, String> settings,
        boolean enabled) {

    /** Leaves the secrets out, so that no log line can hold one. */
    @Override
    public String toString() {
        return "Connection[%s of %s, %s]".formatted(id, merchantId, gateway);
    }
}

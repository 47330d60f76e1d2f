package io.emdia.merchants;

import io.emdia.merchants.AppliedByConnection.Applied;

import java.time.Instant;
import java.util.Map;

/**
 * A connection as the outside sees it.
 *
 * @param secretCount how many secrets are accepted; they themselves never go out
 * @param hasApiToken whether its gateway can be asked
 * @param deliveries what came through its door
 * @param applied what became of that
 */
record ConnectionView(
        String id,
        String gateway,
        String webhookPath,
        boolean enabled,
        Map<String, String> settings,
        int secretCount,
        boolean hasApiToken,
        Instant createdAt,
        Deliveries deliveries,
        Applied applied) {

    static ConnectionView ofNew(StoredConnection stored) {
        return of(stored, Deliveries.NONE, Applied.NOTHING);
    }

    static ConnectionView of(StoredConnection stored, Deliveries deliveries, Applied applied) {
        var connection = stored.connection();
        return new ConnectionView(
                connection.id(),
                connection.gateway(),
                "/webhooks/" + connection.id(),
                connection.enabled(),
                connection.settings(),
                connection.secrets().size(),
                connection.apiToken() != null,
                stored.createdAt(),
                deliveries,
                applied);
    }
}

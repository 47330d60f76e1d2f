package io.emdia.merchants;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** Lays the members of a PATCH over a connection: one left out stays, null takes it away. */
@Component
final class ConnectionChange {

    private static final String API_TOKEN = "api_token";
    private static final String SETTINGS = "settings";

    private final JsonMapper json;
    private final GatewayKinds kinds;

    ConnectionChange(JsonMapper json, GatewayKinds kinds) {
        this.json = json;
        this.kinds = kinds;
    }

    /**
     * What may be changed.
     *
     * @param settings all of them, by gateway
     */
    record Members(@Nullable String apiToken, @Nullable Map<String, Object> settings) {

        @Override
        public String toString() {
            return "Members";
        }
    }

    /** A 400 that names every member in its way. */
    Connection apply(Connection connection, ObjectNode members) {
        if (!members.has(API_TOKEN) && !members.has(SETTINGS)) {
            throw Problem.invalid(API_TOKEN, "or settings must be there");
        }
        var read = read(members);
        var asked =
                new ConnectionRequest(
                        connection.gateway(),
                        connection.secrets(),
                        members.has(API_TOKEN) ? read.apiToken() : connection.apiToken(),
                        members.has(SETTINGS)
                                ? read.settings()
                                : Map.copyOf(connection.settings()));
        return asked.over(connection, kinds);
    }

    private Members read(ObjectNode members) {
        try {
            return json.treeToValue(members, Members.class);
        } catch (JacksonException refused) {
            throw new ServerWebInputException("connection", null, refused);
        }
    }
}

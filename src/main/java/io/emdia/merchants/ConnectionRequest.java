package io.emdia.merchants;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.emdia.http.Faults;
import io.emdia.keys.Unguessable;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A connection as a caller describes it.
 *
 * @param settings text, numbers and truth values, by gateway
 */
record ConnectionRequest(
        @Nullable String gateway,
        @Nullable List<String> secrets,
        @Nullable String apiToken,
        @Nullable Map<String, Object> settings) {

    private static final int SECRETS_MAX = 10;
    private static final int SECRET_LENGTH_MAX = 4096;
    private static final int SETTINGS_MAX = 20;
    private static final int SETTING_LENGTH_MAX = 2048;
    private static final Set<String> MEMBERS = Set.of("secrets", "settings");

    /** Leaves the secrets out, so that no log line can hold one. */
    @Override
    public String toString() {
        return "ConnectionRequest[%s]".formatted(gateway);
    }

    /** The new connection it describes; a 400 that names every member in its way. */
    Connection checked(String merchantId, GatewayKinds kinds) {
        var faults = new Faults();
        checkForm(faults);
        faults.unless(
                gateway != null && kinds.names().contains(gateway),
                "gateway",
                "must be one of " + String.join(", ", new TreeSet<>(kinds.names())));
        faults.raise();
        var connection =
                new Connection(
                        Unguessable.id(),
                        merchantId,
                        requireNonNull(gateway),
                        given(secrets),
                        apiToken,
                        text(),
                        true);
        return accepted(connection, kinds);
    }

    /** A connection with these settings and this token in place of its own. */
    Connection over(Connection connection, GatewayKinds kinds) {
        var faults = new Faults();
        checkForm(faults);
        faults.raise();
        var changed =
                new Connection(
                        connection.id(),
                        connection.merchantId(),
                        connection.gateway(),
                        connection.secrets(),
                        apiToken,
                        text(),
                        connection.enabled());
        return accepted(changed, kinds);
    }

    /** A connection with these secrets in place of its own. */
    static Connection rotated(
            Connection connection, @Nullable List<String> secrets, GatewayKinds kinds) {
        var faults = new Faults();
        checkSecrets(secrets, faults);
        faults.raise();
        var rotated =
                new Connection(
                        connection.id(),
                        connection.merchantId(),
                        connection.gateway(),
                        given(secrets),
                        connection.apiToken(),
                        connection.settings(),
                        connection.enabled());
        return accepted(rotated, kinds);
    }

    private static Connection accepted(Connection connection, GatewayKinds kinds) {
        var faults = new Faults();
        kinds.objections(connection.gateway(), connection.secrets(), connection.settings())
                .forEach(objection -> blame(faults, objection));
        faults.raise();
        return connection;
    }

    /** A gateway's objection begins with the member it is about. */
    private static void blame(Faults faults, String objection) {
        var words = objection.split(" ", 2);
        var member = words[0].split("[\\[.]", 2)[0];
        if (words.length == 2 && MEMBERS.contains(member)) {
            faults.unless(false, words[0], words[1]);
        } else {
            faults.unless(false, "secrets", objection);
        }
    }

    private void checkForm(Faults faults) {
        checkSecrets(secrets, faults);
        faults.unless(
                apiToken == null || isSecret(apiToken),
                "api_token",
                "must be 1 to %d characters".formatted(SECRET_LENGTH_MAX));
        if (settings == null) {
            return;
        }
        faults.unless(
                settings.size() <= SETTINGS_MAX, "settings", "must be at most " + SETTINGS_MAX);
        settings.forEach(
                (name, value) ->
                        faults.unless(
                                isSetting(value),
                                "settings." + name,
                                "must be text of at most %d characters, a number, true or false"
                                        .formatted(SETTING_LENGTH_MAX)));
    }

    private static void checkSecrets(@Nullable List<String> secrets, Faults faults) {
        faults.unless(secrets != null, "secrets", "is required");
        var given = given(secrets);
        faults.unless(given.size() <= SECRETS_MAX, "secrets", "must be at most " + SECRETS_MAX);
        for (var index = 0; index < given.size(); index++) {
            faults.unless(
                    isSecret(given.get(index)),
                    "secrets[%d]".formatted(index),
                    "must be 1 to %d characters".formatted(SECRET_LENGTH_MAX));
        }
    }

    private static boolean isSecret(@Nullable String text) {
        return text != null && !text.isBlank() && text.length() <= SECRET_LENGTH_MAX;
    }

    private static boolean isSetting(@Nullable Object value) {
        return value instanceof Number
                || value instanceof Boolean
                || value instanceof String text && text.length() <= SETTING_LENGTH_MAX;
    }

    private Map<String, String> text() {
        var text = new TreeMap<String, String>();
        requireNonNullElse(settings, Map.<String, Object>of())
                .forEach((name, value) -> text.put(name, value.toString()));
        return Collections.unmodifiableMap(text);
    }

    private static List<String> given(@Nullable List<String> secrets) {
        return requireNonNullElse(secrets, List.of());
    }
}

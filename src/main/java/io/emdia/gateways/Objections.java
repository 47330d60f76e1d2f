package io.emdia.gateways;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What stands against a connection's secrets and settings, each objection after its member. */
public final class Objections {

    /** Where a gateway's API is asked instead of at its own address. */
    public static final String API_BASE_URL = "api_base_url";

    private final List<String> objections = new ArrayList<>();
    private final List<String> secrets;
    private final Map<String, String> settings;

    public Objections(List<String> secrets, Map<String, String> settings) {
        this.secrets = secrets;
        this.settings = settings;
    }

    public Objections atLeastOneSecret() {
        if (secrets.isEmpty()) {
            objections.add("secrets must hold at least one");
        }
        return this;
    }

    /**
     * @param expected what every secret must be, as in {@code must be 64 hexadecimal digits}
     */
    public Objections everySecret(Predicate<String> holds, String expected) {
        for (var index = 0; index < secrets.size(); index++) {
            if (!holds.test(secrets.get(index))) {
                objections.add("secrets[%d] %s".formatted(index, expected));
            }
        }
        return this;
    }

    /** Any other name is a mistake that would otherwise never show. */
    public Objections settingsAmong(Set<String> names) {
        for (var name : new TreeSet<>(settings.keySet())) {
            if (!names.contains(name)) {
                objections.add(
                        "settings.%s is not known: %s"
                                .formatted(
                                        name,
                                        names.isEmpty()
                                                ? "this gateway has no settings"
                                                : "known are "
                                                        + String.join(", ", new TreeSet<>(names))));
            }
        }
        return this;
    }

    /** Encrypted, but for an address of this machine. */
    public Objections url(String name) {
        var given = settings.get(name);
        if (given != null && !isUrl(given)) {
            objections.add(
                    "settings.%s must be an https:// URL (http:// for this machine only)"
                            .formatted(name));
        }
        return this;
    }

    public Objections oneOf(String name, Set<String> values) {
        var given = settings.get(name);
        if (given != null && !values.contains(given)) {
            objections.add(
                    "settings.%s must be one of %s"
                            .formatted(name, String.join(", ", new TreeSet<>(values))));
        }
        return this;
    }

    public Objections setting(String name, Predicate<String> holds, String expected) {
        var given = settings.get(name);
        if (given != null && !holds.test(given)) {
            objections.add("settings.%s %s".formatted(name, expected));
        }
        return this;
    }

    public List<String> list() {
        return List.copyOf(objections);
    }

    private static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            var host = uri.getHost();
            return host != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme())
                            || "http".equals(uri.getScheme()) && isThisMachine(host));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    }
}

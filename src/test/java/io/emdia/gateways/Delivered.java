package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request at a connection's door: what came, what the connection trusts, and when.
 *
 * @param arrival as a gateway, or somebody who would like to be one, sent it
 */
public record Delivered(Arrival arrival, Trust trust, Instant at) {

    Delivered withBody(byte[] body) {
        return with(new Arrival(arrival.headers(), arrival.query(), body));
    }

    /** Null takes the header away. */
    Delivered withHeader(String name, @Nullable List<String> values) {
        return with(new Arrival(changed(arrival.headers(), name, values), query(), arrival.body()));
    }

    /** Null takes the parameter away. */
    Delivered withQuery(String name, @Nullable List<String> values) {
        return with(new Arrival(headers(), changed(arrival.query(), name, values), body()));
    }

    Delivered trusting(List<String> secrets) {
        return new Delivered(arrival, new Trust(secrets, trust.settings(), trust.keys()), at);
    }

    Delivered arriving(Instant then) {
        return new Delivered(arrival, trust, then);
    }

    public Map<String, List<String>> headers() {
        return arrival.headers();
    }

    public Map<String, List<String>> query() {
        return arrival.query();
    }

    public byte[] body() {
        return arrival.body();
    }

    private Delivered with(Arrival changed) {
        return new Delivered(changed, trust, at);
    }

    private static Map<String, List<String>> changed(
            Map<String, List<String>> all, String name, @Nullable List<String> values) {
        var changed = new HashMap<>(all);
        if (values == null) {
            changed.remove(name);
        } else {
            changed.put(name, values);
        }
        return changed;
    }
}

package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says of an {@link Arrival} that its body is not a webhook's, but a resource as the gateway's API
 * answered it. Its marks are headers that no request from outside can bring: the intake drops them.
 *
 * @param at when it was answered
 */
public record Fetched(Resource resource, Instant at) {

    /** What the names of all our own marks begin with. */
    public static final String MARKS = "emdia-";

    private static final String KIND = MARKS + "resource-kind";
    private static final String ID = MARKS + "resource-id";
    private static final String AT = MARKS + "fetched-at";

    /** As it is kept with the body on the log. */
    public Map<String, String> headers() {
        return Map.of(KIND, resource.kind(), ID, resource.id(), AT, at.toString());
    }

    /** Null for a webhook. */
    public static @Nullable Fetched of(Arrival arrival) {
        var kind = arrival.onlyHeader(KIND);
        var id = arrival.onlyHeader(ID);
        var at = arrival.onlyHeader(AT);
        if (kind == null || id == null || at == null) {
            return null;
        }
        try {
            return new Fetched(new Resource(kind, id), Instant.parse(at));
        } catch (DateTimeParseException foreign) {
            return null;
        }
    }

    /** The body as an arrival that {@link Gateway#read} tells from a webhook. */
    public Arrival with(byte[] body) {
        var headers = new HashMap<String, List<String>>();
        headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new Arrival(headers, Map.of(), body);
    }
}

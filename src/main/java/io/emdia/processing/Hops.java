package io.emdia.processing;

import io.emdia.deliveries.Delivery;
import io.emdia.gateways.Fetched;

import java.util.HashMap;
import java.util.Map;

/**
 * How many answers in a row led to a delivery: 0 for a webhook. What an answer names is asked for
 * in turn, but not for ever: answers that name each other would go round and round.
 */
final class Hops {

    /** No gateway's resources lie so deep. */
    static final int MAX = 6;

    private static final String HEADER = Fetched.MARKS + "hops";

    private Hops() {}

    static int of(Delivery delivery) {
        var header = delivery.headers().get(HEADER);
        return header != null && header.matches("[0-9]") ? Integer.parseInt(header) : 0;
    }

    /** The headers of an answer that so many hops led to. */
    static Map<String, String> in(Fetched fetched, int hops) {
        var headers = new HashMap<>(fetched.headers());
        headers.put(HEADER, String.valueOf(hops));
        return headers;
    }
}

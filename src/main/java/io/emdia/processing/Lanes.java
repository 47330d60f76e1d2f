package io.emdia.processing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How many lookups are under way on this node, in all and of each connection, and which connections
 * are to be left alone until when.
 */
final class Lanes {

    private final int atOnce;
    private final int atOnceOfOne;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Map<String, Instant> leftAlone = new HashMap<>();
    private int all;

    Lanes(int atOnce, int atOnceOfOne) {
        this.atOnce = atOnce;
        this.atOnceOfOne = atOnceOfOne;
    }

    synchronized boolean haveRoom() {
        return all < atOnce;
    }

    synchronized void enter(String connectionId) {
        all++;
        underWay.merge(connectionId, 1, Integer::sum);
    }

    synchronized void leave(String connectionId) {
        all--;
        underWay.computeIfPresent(connectionId, (_, some) -> some == 1 ? null : some - 1);
    }

    synchronized void leaveAlone(String connectionId, Instant until) {
        leftAlone.merge(connectionId, until, (known, told) -> told.isAfter(known) ? told : known);
    }

    /** The connections that must not be asked now. */
    synchronized List<String> closed(Instant now) {
        leftAlone.values().removeIf(until -> !until.isAfter(now));
        var closed = new TreeSet<>(leftAlone.keySet());
        underWay.forEach(
                (connection, some) -> {
                    if (some >= atOnceOfOne) {
                        closed.add(connection);
                    }
                });
        return List.copyOf(closed);
    }
}

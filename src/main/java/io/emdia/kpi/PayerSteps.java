package io.emdia.kpi;

import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By how much a payer's subscriptions change what it is billed, by rhythm and epoch day, and how
 * many of them end against its will on a day. Movements do not add up over subscriptions: what is
 * new, and what nets out within a day, is a question of all of a payer's together.
 *
 * @param byName minor units by the rhythm's text, subscriptions by {@link #FORCED}; no zeros
 */
record PayerSteps(SortedMap<String, SortedMap<Long, Long>> byName) {

    static final PayerSteps NONE = new PayerSteps(new TreeMap<>());

    /** Subscriptions that ended by no wish of the payer's. */
    static final String FORCED = "forced";

    PayerSteps plus(Iterable<Entry<Key.Step, long[]>> moves) {
        var sums = new TreeMap<String, SortedMap<Long, Long>>();
        byName.forEach((name, byDay) -> sums.put(name, new TreeMap<>(byDay)));
        for (var move : moves) {
            var step = move.getKey();
            sums.computeIfAbsent(step.name(), _ -> new TreeMap<>())
                    .merge(step.day().toEpochDay(), move.getValue()[0], PayerSteps::sum);
        }
        sums.values().removeIf(SortedMap::isEmpty);
        return new PayerSteps(sums);
    }

    /** Null for zero, which leaves no step. */
    @SuppressWarnings("NullAway") // Map.merge takes null for "remove", which its signature hides
    private static Long sum(Long one, Long other) {
        var sum = Math.addExact(one, other);
        return sum == 0 ? null : sum;
    }

    /** As stored: {@code month/1 20333:4990 20364:-4990;forced 20364:1}. */
    String text() {
        var text = new StringBuilder();
        byName.forEach(
                (name, byDay) -> {
                    text.append(text.isEmpty() ? "" : ";").append(name);
                    byDay.forEach(
                            (day, sum) -> text.append(' ').append(day).append(':').append(sum));
                });
        return text.toString();
    }

    static PayerSteps of(String text) {
        var byName = new TreeMap<String, SortedMap<Long, Long>>();
        for (var part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            var words = part.split(" ", -1);
            var byDay = new TreeMap<Long, Long>();
            for (int at = 1; at < words.length; at++) {
                var colon = words[at].indexOf(':');
                byDay.put(
                        Long.parseLong(words[at], 0, colon, 10),
                        Long.parseLong(words[at], colon + 1, words[at].length(), 10));
            }
            byName.put(words[0], byDay);
        }
        return new PayerSteps(byName);
    }
}

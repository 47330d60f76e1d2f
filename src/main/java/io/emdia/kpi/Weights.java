package io.emdia.kpi;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what is kept of many owners is what it should be, without holding all of it: of each
 * owner two sums, in which each part weighs by its place. Parts that should be there weigh one way,
 * those that are there the other; where nothing is left they are the same, but for a chance of one
 * in billions.
 */
final class Weights<O> {

    private static final long FIRST_SEED = 0x9E3779B97F4A7C15L;
    private static final long SECOND_SEED = 0xD1B54A32D192ED03L;

    private final Map<O, long[]> byOwner = new HashMap<>();

    /**
     * @param place tells parts apart
     */
    void add(O owner, Object place, int sign, long... sums) {
        var weight = byOwner.computeIfAbsent(owner, _ -> new long[2]);
        for (int at = 0; at < sums.length; at++) {
            var number = place.hashCode() * 31L + at;
            weight[0] += sign * sums[at] * mixed(number + FIRST_SEED);
            weight[1] += sign * sums[at] * mixed(number + SECOND_SEED);
        }
    }

    /** Spreads numbers that lie close over all of a long: the end of splitmix64. */
    private static long mixed(long number) {
        var mixed = (number ^ (number >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Whether something is left of an owner, who is forgotten. */
    boolean settle(O owner) {
        var left = byOwner.remove(owner);
        return left != null && isOff(left);
    }

    /** All of whom something is left. */
    Set<O> off() {
        return byOwner.entrySet().stream()
                .filter(one -> isOff(one.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void clear() {
        byOwner.clear();
    }

    private static boolean isOff(long[] left) {
        return left[0] != 0 || left[1] != 0;
    }
}

package io.emdia.audit;

import io.emdia.kpi.CellDrift.Difference;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an audit found. Amounts are minor units by currency, the sum of all single differences.
 *
 * @param differences how many, in states and cells
 * @param first the first of them
 * @param repaired whether a repair was asked for and left nothing
 * @param remaining what is still off after it, or all that was found
 * @param failure why it came to no end
 */
record Findings(
        long charges,
        long subscriptions,
        long differences,
        List<Difference> first,
        SortedMap<String, Long> drift,
        boolean repaired,
        long remainingDifferences,
        SortedMap<String, Long> remaining,
        @Nullable String failure) {

    static final Findings NONE = failed(null);

    static Findings failed(@Nullable String failure) {
        return new Findings(
                0, 0, 0, List.of(), new TreeMap<>(), false, 0, new TreeMap<>(), failure);
    }
}

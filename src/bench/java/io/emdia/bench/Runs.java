package io.emdia.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What many runs come to. */
final class Runs {

    private Runs() {}

    static double median(List<Double> runs) {
        var sorted = runs.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Pair by pair, so that a machine that slows down slows both. */
    static List<Double> ratios(List<Double> runs, List<Double> limits) {
        return IntStream.range(0, runs.size())
                .mapToObj(run -> runs.get(run) / limits.get(run))
                .toList();
    }

    /**
     * @param share of the samples at or below the answer, as in 0.99
     */
    static double percentile(long[] samples, double share) {
        var sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(share * sorted.length))];
    }
}

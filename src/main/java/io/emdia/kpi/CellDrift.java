package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found to differ: the first so many differences, how many there are, and by how much
 * money they are off. Amounts are minor units, each difference by its absolute value, so that two
 * of them never hide each other. Not for several threads.
 */
public final class CellDrift {

    /**
     * @param key the row's key, column by column, without the merchant
     * @param stored null for nothing
     * @param recounted null for nothing
     */
    public record Difference(
            String table,
            Map<String, String> key,
            String column,
            @Nullable String stored,
            @Nullable String recounted) {}

    private final int listedMax;
    private final List<Difference> listed = new ArrayList<>();
    private final SortedMap<String, Long> amounts = new TreeMap<>();
    private long count;

    /**
     * @param listedMax differences that are told one by one
     */
    public CellDrift(int listedMax) {
        this.listedMax = listedMax;
    }

    public void add(Difference difference) {
        count++;
        if (listed.size() < listedMax) {
            listed.add(difference);
        }
    }

    /** So much money more is off; 0 names a currency that is in use. */
    void add(String currency, long amount) {
        amounts.merge(currency, Math.absExact(amount), Math::addExact);
    }

    public List<Difference> listed() {
        return List.copyOf(listed);
    }

    public long count() {
        return count;
    }

    /** By currency, 0 for those in use of which nothing is off. */
    public SortedMap<String, Long> amounts() {
        return new TreeMap<>(amounts);
    }
}

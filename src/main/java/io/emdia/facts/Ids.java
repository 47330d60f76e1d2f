package io.emdia.facts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** How ids compare everywhere: by their UTF-8 bytes, as PostgreSQL's collation C does. */
public final class Ids {

    public static final Comparator<String> BY_BYTES = Ids::compare;

    private Ids() {}

    /** UTF-16 units are in the order of the bytes but for surrogates. */
    private static int compare(String left, String right) {
        var shorter = Math.min(left.length(), right.length());
        for (int at = 0; at < shorter; at++) {
            var one = left.charAt(at);
            var other = right.charAt(at);
            if (one != other) {
                return Character.isSurrogate(one) || Character.isSurrogate(other)
                        ? compareBytes(left, right)
                        : one - other;
            }
        }
        return left.length() - right.length();
    }

    private static int compareBytes(String left, String right) {
        return Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}

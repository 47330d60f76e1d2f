package io.emdia.facts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** How ids compare everywhere: by their UTF-8 bytes, as PostgreSQL's collation C does. */
public final class Ids {

    public static final Comparator<String> BY_BYTES =
            (left, right) ->
                    Arrays.compareUnsigned(
                            left.getBytes(StandardCharsets.UTF_8),
                            right.getBytes(StandardCharsets.UTF_8));

    private Ids() {}
}

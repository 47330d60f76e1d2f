package io.emdia.habits;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of a whole as shares of 6 decimals that add up to exactly 1: each is cut, and the greatest
 * remainders, the first of equal ones, are rounded up until nothing is left.
 */
final class Shares {

    private static final int DECIMALS = 6;
    private static final BigInteger ONE = BigInteger.TEN.pow(DECIMALS);

    private Shares() {}

    /**
     * @param parts none negative
     * @return one for each part, null where there is nothing to share
     */
    static List<@Nullable BigDecimal> of(List<Long> parts) {
        var whole =
                parts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() == 0) {
            return Collections.nCopies(parts.size(), null);
        }
        var cut = new ArrayList<BigInteger>();
        var remainders = new ArrayList<BigInteger>();
        for (var part : parts) {
            var divided = BigInteger.valueOf(part).multiply(ONE).divideAndRemainder(whole);
            cut.add(divided[0]);
            remainders.add(divided[1]);
        }
        roundUp(cut, remainders);
        var shares = new ArrayList<@Nullable BigDecimal>();
        cut.forEach(share -> shares.add(new BigDecimal(share, DECIMALS)));
        return shares;
    }

    private static void roundUp(List<BigInteger> cut, List<BigInteger> remainders) {
        var left =
                ONE.subtract(cut.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValueExact();
        IntStream.range(0, cut.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
                .limit(left)
                .forEach(at -> cut.set(at, cut.get(at).add(BigInteger.ONE)));
    }
}

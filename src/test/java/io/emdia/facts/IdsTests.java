package io.emdia.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

class IdsTests {

    private static final int PAIRS = 1_000;
    private static final String LETTERS = "ab-_\u007f\u0080\u00e9\u07ff\u0800\ud7ff\ue000\uffff";

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void idsCompareAsTheirBytesDo(long seed) {
        var random = new SplittableRandom(seed);
        for (int pair = 0; pair < PAIRS; pair++) {
            var one = text(random);
            var other = text(random);
            assertThat(Integer.signum(Ids.BY_BYTES.compare(one, other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes(one), bytes(other))));
        }
    }

    private static String text(SplittableRandom random) {
        var text = new StringBuilder();
        for (int at = random.nextInt(4); at >= 0; at--) {
            if (random.nextInt(4) == 0) {
                text.appendCodePoint(random.nextInt(0x10000, 0x110000));
            } else {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.emdia.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emdia.http.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class RecordsTests {

    private static final int RECORD_MAX = 20;
    private static final long BODY_MAX = 200;

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void linesAreTheSameHoweverTheBytesCome(int piece) {
        assertThat(cut("\uFEFF{\"a\":1}\r\n\n  \n{\"b\":\"x\"y\"}\n{\"c\":3}", piece))
                .containsExactly("1 {\"a\":1}", "4 {\"b\":\"x\"y\"}", "5 {\"c\":3}");
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aBreakWithinQuotesIsPartOfARow(int piece) {
        assertThat(cut("a;b\n\"x\ny\";\"\"\"z\"\r\n1;2\n", piece))
                .containsExactly("1 a;b", "2 \"x\ny\";\"\"\"z\"", "4 1;2");
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 7, 1000})
    void whatIsTooLongIsToldAndTheNextLineIsRead(int piece) {
        assertThat(cut("{}\n{" + "x".repeat(30) + "\n{\"y\":1}\n", piece))
                .containsExactly("1 {}", "2 too long", "3 {\"y\":1}");
        assertThat(cut("a\n\"never closed " + "x".repeat(30) + "\nb\n", piece))
                .containsExactly("1 a", "2 too long", "3 b");
    }

    @Test
    void aLineOfTheVeryLimitIsNotTooLong() {
        var line = "{" + "x".repeat(RECORD_MAX - 1);

        assertThat(cut(line + "\n", 5)).containsExactly("1 " + line);
    }

    @Test
    void aBodyOverItsLimitIsRefused() {
        assertThatThrownBy(() -> cut("x\n".repeat(101), 10))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("at most 200 bytes");
    }

    private static List<String> cut(String text, int piece) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var records = new Records(RECORD_MAX, BODY_MAX);
        var cuts = new ArrayList<Records.Cut>();
        for (var from = 0; from < bytes.length; from += piece) {
            var to = Math.min(bytes.length, from + piece);
            cuts.addAll(records.feed(Arrays.copyOfRange(bytes, from, to)));
        }
        cuts.addAll(records.end());
        return cuts.stream().map(RecordsTests::told).toList();
    }

    private static String told(Records.Cut cut) {
        var bytes = cut.bytes();
        var text = bytes == null ? "too long" : new String(bytes, StandardCharsets.UTF_8);
        return cut.line() + " " + text;
    }
}

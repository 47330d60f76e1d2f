package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.HexFormat;

class MarksTests {

    private static final Marks MARKS = new Marks("Canarinho", "28435916073");

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd"})
    void aMarkIsSeenWhereverItStandsInBase64(String before) {
        var text = Base64.getEncoder().encodeToString((before + "Canarinho!").getBytes(UTF_8));

        assertThat(MARKS.in("here", text)).hasSize(1);
    }

    @Test
    void aMarkIsSeenPlainInHexAndInUtf16() {
        var hex = HexFormat.of().formatHex("of 28435916073".getBytes(UTF_8));

        assertThat(MARKS.in("here", "x Canarinho 28435916073")).hasSize(2);
        assertThat(MARKS.in("here", hex)).hasSize(1);
        assertThat(MARKS.in("here", "x Canarinho".getBytes(UTF_16LE))).hasSize(1);
    }

    @Test
    void nothingIsSeenWhereNothingIs() {
        assertThat(MARKS.in("here", "canary 2843591607")).isEmpty();
    }
}

package io.emdia;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Words that must be found nowhere, and the eye that finds them: as they are, in base64 at any
 * offset, in hexadecimal digits and in UTF-16.
 */
public final class Marks {

    private final Map<String, List<String>> shapes = new LinkedHashMap<>();

    public Marks(String... words) {
        for (var word : words) {
            shapes.put(word, shapes(word));
        }
    }

    /** What is found, as the word and where; at most one of each word. */
    public List<String> in(String where, byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        var found = new ArrayList<String>();
        shapes.forEach(
                (word, all) ->
                        all.stream()
                                .filter(text::contains)
                                .findFirst()
                                .ifPresent(shape -> found.add(told(word, where, text, shape))));
        return found;
    }

    public List<String> in(String where, String text) {
        return in(where, text.getBytes(UTF_8));
    }

    private static String told(String word, String where, String text, String shape) {
        var at = text.indexOf(shape);
        var around = text.substring(Math.max(0, at - 80), Math.min(text.length(), at + 80));
        return "%s in %s: %s".formatted(word, where, around.replaceAll("[^ -~]", "."));
    }

    private static List<String> shapes(String word) {
        var utf8 = word.getBytes(UTF_8);
        var hex = HexFormat.of().formatHex(utf8);
        var shapes = new ArrayList<String>();
        shapes.add(new String(utf8, ISO_8859_1));
        shapes.add(new String(word.getBytes(UTF_16LE), ISO_8859_1));
        shapes.add(new String(word.getBytes(UTF_16BE), ISO_8859_1));
        shapes.add(hex);
        shapes.add(hex.toUpperCase(Locale.ROOT));
        for (var offset = 0; offset < 3; offset++) {
            shapes.add(base64(utf8, offset));
        }
        return shapes;
    }

    /** The digits that stand for the word alone, when so many bytes come before it. */
    private static String base64(byte[] word, int offset) {
        var shifted = new byte[offset + word.length];
        Arrays.fill(shifted, (byte) 'x');
        System.arraycopy(word, 0, shifted, offset, word.length);
        var digits = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        var from = (offset * 8 + 5) / 6;
        return digits.substring(from, shifted.length * 8 / 6);
    }
}

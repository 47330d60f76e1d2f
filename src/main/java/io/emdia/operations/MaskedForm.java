package io.emdia.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** {@code name=value} pairs, masked; names may be nested as in {@code data[payer][id]}. */
final class MaskedForm {

    private static final int PAIRS_MAX = 2_000;

    /** Encoded pairs and nothing else. */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_.\\-\\[\\]%+*]+=[!-~]*", Pattern.DOTALL);

    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]+");

    private MaskedForm() {}

    /** Null where it is no form. */
    static @Nullable String of(String text) {
        return FORM.matcher(text).matches() && text.split("&", PAIRS_MAX + 1).length <= PAIRS_MAX
                ? masked(text)
                : null;
    }

    /** Total: what has no value is a name, and masked like one. */
    static String masked(String text) {
        var shown = new ArrayList<String>();
        for (var pair : text.split("&", PAIRS_MAX + 1)) {
            if (shown.size() == PAIRS_MAX) {
                shown.add(Masking.MASK);
                break;
            }
            if (!pair.isEmpty()) {
                shown.add(pair(pair));
            }
        }
        return String.join("&", shown);
    }

    private static String pair(String pair) {
        var cut = pair.indexOf('=');
        var name = decoded(cut < 0 ? pair : pair.substring(0, cut));
        var shownName = name(name);
        return cut < 0
                ? shownName
                : shownName + "=" + value(name, decoded(pair.substring(cut + 1)));
    }

    private static String name(String name) {
        for (var part : BRACKETS.split(name)) {
            if (!part.isEmpty() && !isIndex(part) && !MemberName.isHarmless(part)) {
                return Masking.MASK;
            }
        }
        return name;
    }

    private static String value(String name, String value) {
        var parts = BRACKETS.split(name);
        var last = MemberName.ANY;
        var below = false;
        for (var part : parts) {
            if (!part.isEmpty() && !isIndex(part)) {
                below |= last == MemberName.PERSON;
                last = MemberName.of(part);
            }
        }
        return Masking.text(last, below, value);
    }

    private static boolean isIndex(String part) {
        return part.length() <= 4 && part.chars().allMatch(Character::isDigit);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}

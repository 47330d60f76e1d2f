package io.emdia.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The sort key of the last row of a page, as an opaque word. Hostile input: read with care. */
public record Cursor(List<String> parts) {

    private static final int LENGTH_MAX = 2048;
    private static final char SEPARATOR = '\u0000';

    public static Cursor of(String... parts) {
        return new Cursor(List.of(parts));
    }

    public String encoded() {
        var joined = String.join(String.valueOf(SEPARATOR), parts);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor of so many parts; anything else is a 400. */
    public static Cursor decode(String encoded, int parts) {
        var read = split(encoded);
        if (read.size() != parts) {
            throw refused();
        }
        return new Cursor(read);
    }

    private static List<String> split(String encoded) {
        if (encoded.length() > LENGTH_MAX) {
            throw refused();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(encoded);
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new ArrayList<>(List.of(text.toString().split("\u0000", -1)));
        } catch (IllegalArgumentException | CharacterCodingException unreadable) {
            throw refused();
        }
    }

    private static Problem refused() {
        return Problem.invalid("cursor", "must be a next_cursor of this list");
    }
}

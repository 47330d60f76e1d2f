package io.emdia.live;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * What a client of the common stream was told last.
 *
 * @param version of the figures; {@link #NONE} before the first document
 * @param position of the newest event; {@link #NONE} for who comes for the first time
 */
record Seen(long version, long position) {

    static final long NONE = -1;
    static final Seen NOTHING = new Seen(NONE, NONE);

    private static final Pattern ID = Pattern.compile("([0-9]{0,18})-([0-9]{1,18})");

    /** Foreign text; what is no id of ours is as good as none. */
    static Seen read(@Nullable String id) {
        var match = ID.matcher(id == null ? "" : id);
        return match.matches()
                ? new Seen(version(match.group(1)), Long.parseLong(match.group(2)))
                : NOTHING;
    }

    /** As the stream's {@code id}. */
    String id() {
        return (version == NONE ? "" : Long.toString(version)) + "-" + position;
    }

    private static long version(String digits) {
        return digits.isEmpty() ? NONE : Long.parseLong(digits);
    }
}

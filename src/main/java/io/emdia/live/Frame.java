package io.emdia.live;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A piece of a stream, encoded once and written to every client as it is.
 *
 * @param id the version or position a client resumes from; negative for a piece without one
 * @param bytes never changed after they were made
 * @param recordedAt when the log took what it tells, for an event
 */
@SuppressWarnings("ArrayRecordComponent") // shared by every client, never compared
record Frame(long id, byte[] bytes, @Nullable Instant recordedAt) {

    private static final long NO_ID = -1;
    private static final int NAME_LENGTH_MAX = 128;

    /** A comment: it only shows both sides that the other one is there. */
    static final Frame BEAT = new Frame(NO_ID, utf8(":\n\n"), null);

    /**
     * @param json one line, as the JSON writer makes it
     */
    static Frame document(long version, byte[] json) {
        return new Frame(version, framed("kpis", version, json), null);
    }

    static Frame event(long position, String type, Instant recordedAt, byte[] json) {
        return new Frame(position, framed(name(type), position, json), recordedAt);
    }

    /** Tells the client how long to wait before it comes back. */
    static Frame retry(Duration wait) {
        return new Frame(NO_ID, utf8("retry: " + wait.toMillis() + "\n\n"), null);
    }

    /** A gateway's name of an event is foreign text: a line break in it would forge a field. */
    private static String name(String type) {
        var cut = type.substring(0, Math.min(type.length(), NAME_LENGTH_MAX));
        return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "_");
    }

    private static byte[] framed(String event, long id, byte[] json) {
        var head = utf8("event: " + event + "\nid: " + id + "\ndata: ");
        var framed = new byte[head.length + json.length + 2];
        System.arraycopy(head, 0, framed, 0, head.length);
        System.arraycopy(json, 0, framed, head.length, json.length);
        framed[framed.length - 2] = '\n';
        framed[framed.length - 1] = '\n';
        return framed;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

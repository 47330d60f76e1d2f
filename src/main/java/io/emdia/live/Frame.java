package io.emdia.live;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A piece of a stream, encoded once and written to every client as it is. Neither part is changed
 * after it was made.
 *
 * @param id the version or position a client resumes from; negative for a piece without one
 * @param head its name and id
 * @param body what it tells; the largest part, shared where only the head differs
 * @param recordedAt when the log took what it tells, for an event
 */
@SuppressWarnings("ArrayRecordComponent") // shared by every client, never compared
record Frame(long id, byte[] head, byte[] body, @Nullable Instant recordedAt) {

    private static final long NO_ID = -1;
    private static final int NAME_LENGTH_MAX = 128;

    /** A comment: it only shows both sides that the other one is there. */
    static final Frame BEAT = new Frame(NO_ID, utf8(":\n\n"), new byte[0], null);

    /** Stands where there is no document yet; never written. */
    static final Frame NO_DOCUMENT = new Frame(NO_ID, new byte[0], new byte[0], null);

    /**
     * @param json one line, as the JSON writer makes it
     */
    static Frame document(long version, byte[] json) {
        return new Frame(version, head("kpis", Long.toString(version)), data(json), null);
    }

    static Frame event(long position, String type, Instant recordedAt, byte[] json) {
        var head = head(name(type), Long.toString(position));
        return new Frame(position, head, data(json), recordedAt);
    }

    /** Tells the client how long to wait before it comes back. */
    static Frame retry(Duration wait) {
        return new Frame(NO_ID, utf8("retry: " + wait.toMillis() + "\n\n"), new byte[0], null);
    }

    /** Tells the client that what it has is not continued: what follows begins anew. */
    static Frame reset(String id) {
        return new Frame(NO_ID, head("reset", id), data(utf8("{}")), null);
    }

    /** The same content, under another name and id. */
    Frame as(String event, String otherId) {
        return new Frame(id, head(event, otherId), body, recordedAt);
    }

    /** As it goes out, without a copy of what is shared. */
    DataBuffer in(DataBufferFactory buffers) {
        return body.length == 0
                ? buffers.wrap(head)
                : buffers.join(List.of(buffers.wrap(head), buffers.wrap(body)));
    }

    /** A gateway's name of an event is foreign text: a line break in it would forge a field. */
    private static String name(String type) {
        var cut = type.substring(0, Math.min(type.length(), NAME_LENGTH_MAX));
        return cut.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "_");
    }

    private static byte[] head(String event, String id) {
        return utf8("event: " + event + "\nid: " + id + "\ndata: ");
    }

    private static byte[] data(byte[] json) {
        var data = Arrays.copyOf(json, json.length + 2);
        data[json.length] = '\n';
        data[json.length + 1] = '\n';
        return data;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.emdia.operations;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body into its records as its bytes come: lines, or rows of a table, where a line break
 * within quotes is part of a cell. Every encoding that ASCII is part of will do. For one body, on
 * one thread at a time.
 */
final class Records {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int ROOM = 1024;

    private final int recordMax;
    private final long bodyMax;
    private byte[] held = new byte[ROOM];
    private int length;
    private long body;
    private long line = 1;
    private long begunOn = 1;
    private boolean overlong;
    private boolean quoted;
    private @Nullable Boolean table;

    Records(int recordMax, long bodyMax) {
        this.recordMax = recordMax;
        this.bodyMax = bodyMax;
    }

    /**
     * @param line where it begins, counting from 1
     * @param bytes null when it is too long
     */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
    record Cut(long line, byte @Nullable [] bytes) {

        int size() {
            return bytes == null ? 0 : bytes.length;
        }
    }

    /** Those that end in these bytes; a 413 when the whole is too long. */
    List<Cut> feed(byte[] bytes) {
        body += bytes.length;
        if (body > bodyMax) {
            throw Problem.tooLarge("an import must have at most %d bytes".formatted(bodyMax));
        }
        var ended = new ArrayList<Cut>();
        for (var each : bytes) {
            feed(each, ended);
        }
        return ended;
    }

    /** The last one, which needs no line break. */
    List<Cut> end() {
        var ended = new ArrayList<Cut>();
        cut(ended);
        return ended;
    }

    private void feed(byte each, List<Cut> ended) {
        if (each == '\n') {
            line++;
        }
        if (each == '\n' && !quoted) {
            cut(ended);
            return;
        }
        if (each == '"' && isTable() && !overlong) {
            quoted = !quoted;
        }
        hold(each);
    }

    private void hold(byte each) {
        if (overlong) {
            return;
        }
        if (length == recordMax) {
            // A quote that is never closed must not swallow the rest.
            overlong = true;
            quoted = false;
            return;
        }
        if (length == held.length) {
            held = Arrays.copyOf(held, Math.min(recordMax, 2 * length));
        }
        held[length++] = each;
    }

    private void cut(List<Cut> ended) {
        if (overlong) {
            ended.add(new Cut(begunOn, null));
        } else {
            var bytes = trimmed();
            if (bytes.length > 0) {
                ended.add(new Cut(begunOn, bytes));
            }
        }
        length = 0;
        overlong = false;
        quoted = false;
        begunOn = line;
    }

    private byte[] trimmed() {
        var from = startsWithMark() ? BYTE_ORDER_MARK.length : 0;
        var to = length;
        while (to > from && isSpace(held[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(held, from, to);
    }

    private boolean startsWithMark() {
        return begunOn == 1
                && length >= BYTE_ORDER_MARK.length
                && Arrays.equals(Arrays.copyOf(held, BYTE_ORDER_MARK.length), BYTE_ORDER_MARK);
    }

    /** Told by the first byte that says anything: events begin with a brace. */
    private boolean isTable() {
        if (table == null) {
            var at = startsWithMark() ? BYTE_ORDER_MARK.length : 0;
            while (at < length && isSpace(held[at])) {
                at++;
            }
            table = at == length || held[at] != '{';
        }
        return table;
    }

    private static boolean isSpace(byte each) {
        return each == ' ' || each == '\r' || each == '\t' || each == '\n';
    }
}

package io.emdia.intake;

import java.util.zip.CRC32;

/**
 * Where on the log a delivery goes: its connection and a slot that the first id its body names
 * falls into, so that what is told of one charge mostly stays together and one connection uses
 * every partition. Only spares contention; nothing depends on it.
 */
final class PartitionKey {

    private static final int SLOTS = 64;
    private static final int BYTES_LOOKED_AT = 8 * 1024;

    private PartitionKey() {}

    static String of(String connectionId, byte[] body) {
        return connectionId + "/" + slot(body);
    }

    /** Everything counts where no id is found. */
    private static long slot(byte[] body) {
        var length = Math.min(body.length, BYTES_LOOKED_AT);
        var from = afterMember(body, length);
        var to = from < 0 ? length : endOfString(body, from, length);
        var checksum = new CRC32();
        checksum.update(body, Math.max(0, from), to - Math.max(0, from));
        return checksum.getValue() % SLOTS;
    }

    /** The first byte of the text behind a member whose name ends in {@code id}, or -1. */
    private static int afterMember(byte[] body, int length) {
        for (var at = 0; at + 3 < length; at++) {
            if (body[at] == 'i' && body[at + 1] == 'd' && body[at + 2] == '"') {
                var colon = afterSpace(body, at + 3, length);
                if (colon < length && body[colon] == ':') {
                    var quote = afterSpace(body, colon + 1, length);
                    if (quote < length && body[quote] == '"') {
                        return quote + 1;
                    }
                }
            }
        }
        return -1;
    }

    private static int afterSpace(byte[] body, int from, int length) {
        var at = from;
        while (at < length && body[at] <= ' ' && body[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int endOfString(byte[] body, int from, int length) {
        var at = from;
        while (at < length && body[at] != '"') {
            at++;
        }
        return at;
    }
}

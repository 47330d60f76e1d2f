package io.emdia.keys;

import io.emdia.database.StartRefused;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The master keys of one moment: the first one seals, all of them open.
 *
 * @param keys the current one first
 */
record MasterRing(List<SealingKey> keys) {

    private static final int DIFFERENT_BYTES_MIN = 8;

    MasterRing {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a master key is missing");
        }
    }

    /**
     * @param encoded each of 32 bytes in base64, the current one first
     * @param where they are written, for whoever must mend them
     */
    static MasterRing read(Iterable<String> encoded, String where) {
        var keys = new ArrayList<SealingKey>();
        var seen = new LinkedHashSet<String>();
        for (var each : encoded) {
            var key = key(each.strip(), where);
            if (seen.add(key.id())) {
                keys.add(key);
            }
        }
        return new MasterRing(keys);
    }

    SealingKey current() {
        return keys.getFirst();
    }

    List<SealingKey> accepted() {
        return keys.subList(1, keys.size());
    }

    byte[] open(byte[] sealed, String context) {
        var failure = new Unopened("sealed with another master key than emdia.master-key", null);
        for (var key : keys) {
            try {
                return key.open(sealed, context);
            } catch (Unopened another) {
                failure.addSuppressed(another);
            }
        }
        throw failure;
    }

    /** What was drawn has nearly as many different bytes as bytes; what was typed has few. */
    private static void requireDrawn(byte[] key, String where) {
        var different = new HashSet<Byte>();
        for (var one : key) {
            different.add(one);
        }
        if (different.size() < DIFFERENT_BYTES_MIN) {
            throw new StartRefused(
                    where
                            + " holds a key that can be guessed: draw one by openssl rand -base64"
                            + " 32.");
        }
    }

    private static SealingKey key(String encoded, String where) {
        try {
            var bytes = Base64.getDecoder().decode(encoded);
            var key = SealingKey.of(bytes);
            requireDrawn(bytes, where);
            return key;
        } catch (IllegalArgumentException _) {
            // Not the cause: it may quote what was given.
            throw new IllegalArgumentException(
                    where + " must hold %d bytes in base64".formatted(SealingKey.KEY_BYTES));
        }
    }
}

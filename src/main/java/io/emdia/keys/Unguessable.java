package io.emdia.keys;

import java.security.SecureRandom;
import java.util.Base64;

/** Random words that are safe in a URL and a header. */
public final class Unguessable {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Unguessable() {}

    /** 128 bits: cannot be guessed, yet may be shown. */
    public static String id() {
        return word(ID_BYTES);
    }

    /** 256 bits: proves whoever holds it. */
    public static String secret() {
        return word(SECRET_BYTES);
    }

    public static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String word(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }
}

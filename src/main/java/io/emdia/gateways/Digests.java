package io.emdia.gateways;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests that signatures and event identities are made of. */
public final class Digests {

    /** Stands in where there is no key, so that a refusal costs what a check costs. */
    public static final byte[] DUMMY_KEY = new byte[32];

    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    /**
     * HMAC-SHA256 of the parts, one after the other.
     *
     * @param key at least one byte
     */
    public static byte[] hmacSha256(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (var part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + HMAC, missing);
        }
    }

    /** SHA-256 as 64 lower-case hexadecimal digits. */
    public static String sha256Hex(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /** Compares in a time that does not depend on where the difference is. */
    public static boolean same(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(expected, given);
    }
}

package io.emdia.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 bits that seals any number of messages by AES-256-GCM. The sealed form is a version,
 * the key's id, a nonce of 24 random bytes, then the ciphertext with its tag. One half of the nonce
 * derives the message's own key, the other is that of GCM: so random nonces are safe for far more
 * messages than the 2^32 that one GCM key allows, and a busy merchant seals that many in days.
 */
public final class SealingKey {

    static final int KEY_BYTES = 32;
    static final int ID_BYTES = 8;

    private static final byte VERSION = 2;
    private static final byte VERSION_WITHOUT_ID = 1;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final int PREFIX_BYTES = 1 + ID_BYTES;
    private static final int HEAD_BYTES = PREFIX_BYTES + 2 * NONCE_BYTES;

    private static final String ID = "emdia key id";
    private static final String MESSAGE = "emdia message key ";

    private final byte[] bytes;
    private final byte[] id;

    private SealingKey(byte[] bytes) {
        this.bytes = bytes;
        this.id = Arrays.copyOf(Hmac.of(bytes, ID.getBytes(UTF_8)), ID_BYTES);
    }

    public static SealingKey fresh() {
        return new SealingKey(Unguessable.bytes(KEY_BYTES));
    }

    static SealingKey of(byte[] bytes) {
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has %d bytes".formatted(KEY_BYTES));
        }
        return new SealingKey(bytes.clone());
    }

    /** Another key that follows from this one and a label, and tells nothing about it. */
    SealingKey derived(String label) {
        return new SealingKey(secret(label));
    }

    /** The same as bytes, for something else than sealing. */
    byte[] secret(String label) {
        return Hmac.of(bytes, label.getBytes(UTF_8));
    }

    /** Which key this is; nothing of the key can be learnt from it. */
    String id() {
        return HexFormat.of().formatHex(id);
    }

    /** The key itself, as it is written where keys are kept. */
    String encoded() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** How everything that this key seals begins. */
    byte[] prefix() {
        return ByteBuffer.allocate(PREFIX_BYTES).put(VERSION).put(id).array();
    }

    /** True when this key may have sealed it; before keys had ids, any key may have. */
    boolean maySeal(byte[] sealed) {
        return sealed.length > 0 && sealed[0] == VERSION_WITHOUT_ID
                || sealed.length >= PREFIX_BYTES
                        && Arrays.equals(prefix(), 0, PREFIX_BYTES, sealed, 0, PREFIX_BYTES);
    }

    /**
     * @param context what the sealed bytes belong to; they open for nothing else
     */
    public byte[] seal(byte[] plain, String context) {
        var nonce = Unguessable.bytes(2 * NONCE_BYTES);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, messageKey(nonce), nonce, NONCE_BYTES);
            cipher.updateAAD(context.getBytes(UTF_8));
            var sealed = new byte[HEAD_BYTES + cipher.getOutputSize(plain.length)];
            ByteBuffer.wrap(sealed).put(VERSION).put(id).put(nonce);
            var _ = cipher.doFinal(plain, 0, plain.length, sealed, HEAD_BYTES);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
        }
    }

    /** Fails with {@link Unopened} when another key, another context or another hand wrote it. */
    public byte[] open(byte[] sealed, String context) {
        if (!maySeal(sealed)) {
            throw new Unopened("sealed by another key", null);
        }
        try {
            return sealed[0] == VERSION
                    ? opened(sealed, HEAD_BYTES, messageKey(sealed, PREFIX_BYTES), context)
                    : opened(sealed, 1 + NONCE_BYTES, bytes, context);
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            throw new Unopened("sealed by another key, for something else, or changed", refused);
        }
    }

    /** This key, sealed by another one. */
    public byte[] wrappedBy(SealingKey outer, String context) {
        return outer.seal(bytes, context);
    }

    /** A key that {@link #wrappedBy} wrapped, by the same outer key and in the same context. */
    public static SealingKey unwrapped(byte[] wrapped, SealingKey outer, String context) {
        return of(outer.open(wrapped, context));
    }

    /** The GCM nonce ends where the ciphertext begins, in either version. */
    private static byte[] opened(byte[] sealed, int head, byte[] key, String context)
            throws GeneralSecurityException {
        var cipher = cipher(Cipher.DECRYPT_MODE, key, sealed, head - NONCE_BYTES);
        cipher.updateAAD(context.getBytes(UTF_8));
        return cipher.doFinal(sealed, head, sealed.length - head);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] holder, int nonceAt)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, holder, nonceAt, NONCE_BYTES));
        return cipher;
    }

    private byte[] messageKey(byte[] nonce) {
        return messageKey(nonce, 0);
    }

    private byte[] messageKey(byte[] holder, int nonceAt) {
        return Hmac.of(
                bytes,
                MESSAGE.getBytes(UTF_8),
                Arrays.copyOfRange(holder, nonceAt, nonceAt + NONCE_BYTES));
    }

    @Override
    public String toString() {
        return "SealingKey " + id();
    }
}

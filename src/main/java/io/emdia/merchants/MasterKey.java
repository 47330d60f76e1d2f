package io.emdia.merchants;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again: gateway secrets and API tokens. AES-256-GCM; the sealed form is
 * a version byte, the nonce, then the ciphertext with its tag.
 */
@Component
final class MasterKey {

    private static final String FILE = "master-key";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte VERSION = 1;

    private final SecretKey key;

    MasterKey(AccessSettings settings) {
        var given = settings.masterKey();
        key =
                given == null || given.isBlank()
                        ? kept(settings)
                        : read(given.strip(), "emdia.master-key");
    }

    /**
     * @param context what the sealed bytes belong to; they open for nothing else
     */
    byte[] seal(byte[] plain, String context) {
        var nonce = Unguessable.bytes(NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM refused to encrypt", impossible);
        }
    }

    /** Fails with {@link Unopened} when another key, another context or another hand wrote it. */
    byte[] open(byte[] sealed, String context) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new Unopened(null);
        }
        var nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
        var from = 1 + NONCE_BYTES;
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, context)
                    .doFinal(sealed, from, sealed.length - from);
        } catch (GeneralSecurityException refused) {
            throw new Unopened(refused);
        }
    }

    /** The bytes are not this key's. */
    static final class Unopened extends RuntimeException {

        private Unopened(@Nullable Throwable cause) {
            super("sealed with another master key than emdia.master-key", cause);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static SecretKey kept(AccessSettings settings) {
        var file = settings.dataDir().resolve(FILE).toAbsolutePath().normalize();
        return read(KeptSecret.in(file, MasterKey::fresh), file.toString());
    }

    private static String fresh() {
        return Base64.getEncoder().encodeToString(Unguessable.bytes(KEY_BYTES));
    }

    private static SecretKey read(String encoded, String where) {
        var bytes = decoded(encoded);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    where + " must hold %d bytes in base64".formatted(KEY_BYTES));
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] decoded(String encoded) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}

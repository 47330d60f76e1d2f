package io.emdia.gateways.standard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Digests;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What a connection's secret verifies with: a shared key, or the sender's public key. */
sealed interface StandardKey {

    /** True when one of the signatures is this key's; all of them are looked at. */
    boolean signedOneOf(String[] signatures, byte[][] parts);

    /** Null for a secret that is neither kind. */
    static @Nullable StandardKey of(String secret) {
        if (secret.startsWith(Ed25519.PREFIX)) {
            return Ed25519.of(secret.substring(Ed25519.PREFIX.length()));
        }
        var start = secret.startsWith(Shared.PREFIX) ? Shared.PREFIX.length() : 0;
        return Shared.of(secret.substring(start));
    }

    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** HMAC-SHA256, version {@code v1}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Shared(byte[] key) implements StandardKey {

        static final String PREFIX = "whsec_";
        private static final String VERSION = "v1,";
        private static final int BYTES_MIN = 24;
        private static final int BYTES_MAX = 64;

        static @Nullable StandardKey of(String base64) {
            var key = decoded(base64);
            if (key == null || key.length < BYTES_MIN || key.length > BYTES_MAX) {
                return null;
            }
            return new Shared(key);
        }

        /** As it stands in the header. */
        String signature(byte[][] parts) {
            return VERSION + new String(StandardSignature.hmac(key, parts), UTF_8);
        }

        @Override
        public boolean signedOneOf(String[] signatures, byte[][] parts) {
            var expected = StandardSignature.hmac(key, parts);
            var any = false;
            for (var signature : signatures) {
                if (signature.startsWith(VERSION)) {
                    var given = signature.substring(VERSION.length()).getBytes(UTF_8);
                    any |= Digests.same(expected, given);
                }
            }
            return any;
        }

        @Override
        public String toString() {
            return "Shared[]";
        }
    }

    /** Ed25519, version {@code v1a}. */
    record Ed25519(PublicKey key) implements StandardKey {

        static final String PREFIX = "whpk_";
        private static final String VERSION = "v1a,";
        private static final int BYTES = 32;

        /** What stands before the 32 bytes in a SubjectPublicKeyInfo. */
        private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

        static @Nullable StandardKey of(String base64) {
            var raw = decoded(base64);
            if (raw == null || raw.length != BYTES) {
                return null;
            }
            var encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + BYTES);
            System.arraycopy(raw, 0, encoded, X509_HEAD.length, BYTES);
            try {
                var keys = KeyFactory.getInstance("Ed25519");
                return new Ed25519(keys.generatePublic(new X509EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException notAPoint) {
                return null;
            }
        }

        @Override
        public boolean signedOneOf(String[] signatures, byte[][] parts) {
            var any = false;
            for (var signature : signatures) {
                if (signature.startsWith(VERSION)) {
                    any |= verifies(signature.substring(VERSION.length()), parts);
                }
            }
            return any;
        }

        private boolean verifies(String base64, byte[][] parts) {
            var given = decoded(base64);
            if (given == null) {
                return false;
            }
            try {
                var verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                for (var part : parts) {
                    verifier.update(part);
                }
                return verifier.verify(given);
            } catch (GeneralSecurityException malformed) {
                return false;
            }
        }
    }
}

package io.emdia.intake;

import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Reads JSON Web Key Sets (RFC 7517): of their keys those that are for RS256 signatures. */
final class KeySetReading {

    private static final int KEYS_MAX = 50;
    private static final int BITS_MIN = 2048;
    private static final int BITS_MAX = 4096;
    private static final int EXPONENT_BITS_MAX = 64;

    private KeySetReading() {}

    /**
     * By their ids. A key that cannot be used is left out, whatever is wrong with it.
     *
     * @throws Misread for what is no key set
     */
    static Map<String, PublicKey> read(byte[] body) {
        var keys = new HashMap<String, PublicKey>();
        var all = Members.of(body).objects("keys");
        if (all.size() > KEYS_MAX) {
            throw new Misread("keys", "must be at most " + KEYS_MAX);
        }
        for (var member : all) {
            var key = keyOrNull(member);
            if (key != null) {
                keys.put(member.id("kid"), key);
            }
        }
        return Map.copyOf(keys);
    }

    private static @Nullable PublicKey keyOrNull(Members key) {
        try {
            return isForSignatures(key) ? rsa(key) : null;
        } catch (Misread | IllegalArgumentException | GeneralSecurityException unusable) {
            return null;
        }
    }

    private static boolean isForSignatures(Members key) {
        return !key.id("kid").isEmpty()
                && key.text("kty").equals("RSA")
                && key.text("use").equals("sig")
                && (!key.states("alg") || key.text("alg").equals("RS256"));
    }

    private static @Nullable PublicKey rsa(Members key) throws GeneralSecurityException {
        var modulus = number(key, "n");
        var exponent = number(key, "e");
        var bits = modulus.bitLength();
        if (bits < BITS_MIN || bits > BITS_MAX || exponent.bitLength() > EXPONENT_BITS_MAX) {
            return null;
        }
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    private static BigInteger number(Members key, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.text(name)));
    }
}

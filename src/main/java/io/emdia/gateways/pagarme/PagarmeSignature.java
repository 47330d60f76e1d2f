package io.emdia.gateways.pagarme;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Trust;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code X-Webhook-Asymmetric-Signature: alg=RS256; kid=…; signature=…}: RSA over the raw body, by
 * a key of a published set. Only what Pagar.me announces is believed: this algorithm, and keys that
 * are long enough.
 */
final class PagarmeSignature {

    static final String HEADER = "x-webhook-asymmetric-signature";

    private static final int PARTS_MAX = 10;
    private static final int KEY_BITS_MIN = 2048;
    private static final Verdict REFUSED = new Verdict.Refused("the signature does not verify");

    private PagarmeSignature() {}

    static Verdict judge(Arrival arrival, Trust trust, URI keySet) {
        var header = arrival.onlyHeader(HEADER);
        var parts = header == null ? null : parts(header);
        if (parts == null || !"RS256".equals(parts.get("alg"))) {
            return REFUSED;
        }
        var kid = parts.getOrDefault("kid", "");
        var signature = decoded(parts.getOrDefault("signature", ""));
        if (kid.isEmpty() || signature.length == 0) {
            return REFUSED;
        }
        var key = trust.keys().find(keySet, kid);
        if (key == null) {
            return new Verdict.KeyMissing(keySet);
        }
        return verifies(key, signature, arrival.body()) ? new Verdict.Authentic() : REFUSED;
    }

    /** Null where a part has no name or comes twice. */
    private static @Nullable Map<String, String> parts(String header) {
        var parts = new HashMap<String, String>();
        for (var part : header.split(";", PARTS_MAX)) {
            var cut = part.indexOf('=');
            if (cut < 0) {
                return null;
            }
            var name = part.substring(0, cut).strip();
            if (parts.put(name, part.substring(cut + 1).strip()) != null) {
                return null;
            }
        }
        return parts;
    }

    private static byte[] decoded(String base64Url) {
        try {
            return Base64.getUrlDecoder().decode(base64Url);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }

    private static boolean verifies(PublicKey key, byte[] signature, byte[] body) {
        if (!(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() < KEY_BITS_MIN) {
            return false;
        }
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}

package io.emdia.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as the simulated gateways do. */
final class Signatures {

    static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    /** The header {@code webhook-signature} of Standard Webhooks. */
    static String standard(String secret, String id, long seconds, byte[] body) {
        var key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        var mac = hmac(key, utf8(id + "." + seconds + "."), body);
        return "v1," + Base64.getEncoder().encodeToString(mac);
    }

    /** The header {@code Stripe-Signature}: its key is the whole secret, as text. */
    static String stripe(String secret, long seconds, byte[] body) {
        var mac = hmac(utf8(secret), utf8(seconds + "."), body);
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac);
    }

    private static byte[] hmac(byte[] key, byte[] head, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package io.emdia.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

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
        return "v1," + base64(mac);
    }

    /** The header {@code Stripe-Signature}: its key is the whole secret, as text. */
    static String stripe(String secret, long seconds, byte[] body) {
        var mac = hmac(utf8(secret), utf8(seconds + "."), body);
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac);
    }

    /** What Mercado Pago sends along: it signs ids and a time, not the body. */
    static Map<String, String> mercadoPago(
            String secret, String dataId, String requestId, long milliseconds) {
        var manifest = "id:%s;request-id:%s;ts:%d;".formatted(dataId, requestId, milliseconds);
        var mac = hmac(utf8(secret), utf8(manifest), new byte[0]);
        return Map.of(
                "x-request-id",
                requestId,
                "x-signature",
                "ts=" + milliseconds + ",v1=" + HexFormat.of().formatHex(mac));
    }

    /** PagBank's digest of its token and the body. */
    static String pagBank(String token, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(utf8(token + "-"));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** Adyen's signature of the eight fields of an item, joined; its key is hexadecimal. */
    static String adyen(String secret, String fields) {
        return base64(hmac(HexFormat.of().parseHex(secret), utf8(fields), new byte[0]));
    }

    /** {@code Authorization} with user and password. */
    static String basic(String userAndPassword) {
        return "Basic " + base64(utf8(userAndPassword));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
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

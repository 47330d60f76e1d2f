package io.emdia.gateways.adyen;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Members;
import io.emdia.gateways.Misread;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Adyen's HMAC-SHA256. Of a payment's item it covers eight members and stands in the item, so a
 * body is parsed before it is believed; of the newer families it covers the whole body and stands
 * in a header. Every item must be signed: one forged among genuine ones refuses the request.
 */
final class AdyenSignature {

    static final String HEADER = "hmacsignature";

    private static final Verdict REFUSED = new Verdict.Refused("no signature matches a secret");

    private AdyenSignature() {}

    /** What is signed, and what is claimed to sign it. */
    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared as a record
    private record Claim(byte[] signed, byte[] signature) {

        static Claim of(AdyenItem item) {
            return new Claim(item.signed(), item.signature().getBytes(UTF_8));
        }
    }

    static Verdict judge(Arrival arrival, List<String> secrets) {
        var claims = claims(arrival);
        var keys = keys(secrets);
        var all = !keys.isEmpty() && claims != null;
        var checked = claims != null ? claims : List.of(new Claim(arrival.body(), new byte[0]));
        for (var claim : checked) {
            all &= isMadeWithOneOf(keys, claim);
        }
        return Verdict.of(all, REFUSED);
    }

    /**
     * As Adyen signs a notification of one item, with the newest key.
     *
     * @param item JSON without additional data
     */
    static Trial sign(String item, List<String> secrets) {
        var key = secrets.isEmpty() ? new byte[0] : key(secrets.getFirst());
        if (key.length == 0) {
            return Trial.noSecret();
        }
        var signed = AdyenItem.ofJson(Members.of(item.getBytes(UTF_8))).signed();
        var proof =
                "{\"additionalData\":{\"hmacSignature\":\"%s\"},"
                        .formatted(new String(hmac(key, signed), UTF_8));
        return Trial.Webhook.json(
                "{\"live\":\"false\",\"notificationItems\":[{\"NotificationRequestItem\":%s}]}"
                        .formatted(proof + item.substring(1)));
    }

    private static @Nullable List<Claim> claims(Arrival arrival) {
        if (arrival.headers().containsKey(HEADER)) {
            var signature = arrival.onlyHeader(HEADER);
            return signature == null
                    ? null
                    : List.of(new Claim(arrival.body(), signature.getBytes(UTF_8)));
        }
        try {
            var body = AdyenBody.of(arrival.body());
            return body.items().isEmpty() ? null : body.items().stream().map(Claim::of).toList();
        } catch (Misread unreadable) {
            return null;
        }
    }

    private static boolean isMadeWithOneOf(List<byte[]> keys, Claim claim) {
        var any = false;
        for (var key : keys.isEmpty() ? List.of(Digests.DUMMY_KEY) : keys) {
            any |= Digests.same(hmac(key, claim.signed()), claim.signature());
        }
        return any && !keys.isEmpty();
    }

    private static byte[] hmac(byte[] key, byte[] signed) {
        return Base64.getEncoder().encode(Digests.hmacSha256(key, signed));
    }

    private static List<byte[]> keys(List<String> secrets) {
        var keys = new ArrayList<byte[]>();
        for (var secret : secrets) {
            var key = key(secret);
            if (key.length > 0) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** None for what is not hexadecimal, and so can sign nothing. */
    private static byte[] key(String secret) {
        try {
            return HexFormat.of().parseHex(secret);
        } catch (IllegalArgumentException notHexadecimal) {
            return new byte[0];
        }
    }
}

package io.emdia.gateways.standard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Verdict;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Standard Webhooks signature: over {@code id.timestamp.body}, as a list of which one must
 * match one secret. Every signature is held against every secret, whether one matched before or
 * not.
 */
final class StandardSignature {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final long TOLERANCE_SECONDS = 300;
    private static final int SIGNATURES_MAX = 20;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final byte[] DOT = {'.'};

    private static final Verdict FORGED = new Verdict.Refused("no signature matches a secret");
    private static final Verdict STALE =
            new Verdict.Refused("webhook-timestamp is outside the replay window");

    private StandardSignature() {}

    static Verdict judge(Arrival arrival, List<String> secrets, Instant now) {
        var id = arrival.onlyHeader(ID);
        var timestamp = arrival.onlyHeader(TIMESTAMP);
        var signatures = arrival.onlyHeader(SIGNATURE);
        if (id == null || timestamp == null || signatures == null) {
            return new Verdict.Refused("a signature header is missing or repeated");
        }
        if (id.isEmpty() || id.indexOf('.') >= 0 || !SECONDS.matcher(timestamp).matches()) {
            return new Verdict.Refused("webhook-id or webhook-timestamp is malformed");
        }
        var list = signatures.split(" ", SIGNATURES_MAX + 1);
        if (list.length > SIGNATURES_MAX) {
            return new Verdict.Refused("more signatures than a rotation needs");
        }
        var signed = new byte[][] {id.getBytes(UTF_8), DOT, timestamp.getBytes(UTF_8), DOT};
        var matches = matches(list, secrets, signed, arrival.body());
        return verdict(matches, Long.parseLong(timestamp), now);
    }

    /** As any sender would, with the newest secret. */
    static Trial sign(Trial.Webhook webhook, String id, List<String> secrets, Instant now) {
        if (secrets.isEmpty()
                || !(StandardKey.of(secrets.getFirst()) instanceof StandardKey.Shared key)) {
            return new Trial.Impossible(
                    "the connection holds the sender's public key, and only the sender the private"
                            + " one that signs: have it send one");
        }
        var timestamp = String.valueOf(now.getEpochSecond());
        var head = new byte[][] {id.getBytes(UTF_8), DOT, timestamp.getBytes(UTF_8), DOT};
        var signature = key.signature(withBody(head, webhook.body()));
        return webhook.withHeaders(Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, signature));
    }

    private static byte[][] withBody(byte[][] head, byte[] body) {
        var parts = Arrays.copyOf(head, head.length + 1);
        parts[head.length] = body;
        return parts;
    }

    private static Verdict verdict(boolean matches, long timestamp, Instant now) {
        var isFresh = Math.abs(now.getEpochSecond() - timestamp) <= TOLERANCE_SECONDS;
        return Verdict.of(isFresh & matches, matches ? STALE : FORGED);
    }

    private static boolean matches(
            String[] signatures, List<String> secrets, byte[][] head, byte[] body) {
        var parts = withBody(head, body);
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            var key = StandardKey.of(secret);
            if (key != null) {
                any |= key.signedOneOf(signatures, parts);
                usable++;
            }
        }
        if (usable == 0) {
            var _ = hmac(Digests.DUMMY_KEY, parts);
        }
        return any;
    }

    /** As it stands behind {@code v1,}. */
    static byte[] hmac(byte[] key, byte[][] parts) {
        return Base64.getEncoder().encode(Digests.hmacSha256(key, parts));
    }
}

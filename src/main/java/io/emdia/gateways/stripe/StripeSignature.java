package io.emdia.gateways.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code Stripe-Signature: t=…,v1=…}: HMAC-SHA256 in hexadecimal over {@code t.body}, keyed with
 * the whole secret as text. Every {@code v1} is held against every secret; other schemes are
 * ignored. As in Stripe's own libraries only old timestamps are refused.
 */
final class StripeSignature {

    static final String HEADER = "stripe-signature";

    private static final long TOLERANCE_SECONDS = 300;
    private static final int ELEMENTS_MAX = 20;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private static final Verdict FORGED = new Verdict.Refused("no signature matches a secret");
    private static final Verdict STALE =
            new Verdict.Refused("the timestamp is outside the replay window");

    private final String timestamp;
    private final List<byte[]> signatures;

    private StripeSignature(String timestamp, List<byte[]> signatures) {
        this.timestamp = timestamp;
        this.signatures = signatures;
    }

    static Verdict judge(Arrival arrival, List<String> secrets, Instant now) {
        var header = arrival.onlyHeader(HEADER);
        var signature = header == null ? null : parsed(header);
        if (signature == null) {
            return new Verdict.Refused("the signature header is missing, repeated or malformed");
        }
        var isFresh = now.getEpochSecond() - signature.seconds() <= TOLERANCE_SECONDS;
        var isTheirs = signature.isMadeWithOneOf(secrets, arrival.body());
        return Verdict.of(isFresh & isTheirs, isTheirs ? STALE : FORGED);
    }

    /** As Stripe signs, with the newest secret. */
    static Trial sign(Trial.Webhook webhook, List<String> secrets, Instant now) {
        if (secrets.isEmpty()) {
            return Trial.noSecret();
        }
        var timestamp = String.valueOf(now.getEpochSecond());
        var key = secrets.getFirst().getBytes(UTF_8);
        var signature = new String(hmac(timestamp, key, webhook.body()), UTF_8);
        return webhook.withHeaders(Map.of(HEADER, "t=" + timestamp + ",v1=" + signature));
    }

    private static @Nullable StripeSignature parsed(String header) {
        var elements = header.split(",", ELEMENTS_MAX + 1);
        if (elements.length > ELEMENTS_MAX) {
            return null;
        }
        var timestamps = new ArrayList<String>();
        var signatures = new ArrayList<byte[]>();
        for (var element : elements) {
            if (element.startsWith("t=")) {
                timestamps.add(element.substring(2));
            } else if (element.startsWith("v1=")) {
                signatures.add(element.substring(3).getBytes(UTF_8));
            }
        }
        if (timestamps.size() != 1 || !SECONDS.matcher(timestamps.getFirst()).matches()) {
            return null;
        }
        return new StripeSignature(timestamps.getFirst(), signatures);
    }

    private long seconds() {
        return Long.parseLong(timestamp);
    }

    private boolean isMadeWithOneOf(List<String> secrets, byte[] body) {
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            if (!secret.isEmpty()) {
                any |= isAmongThese(hmac(timestamp, secret.getBytes(UTF_8), body));
                usable++;
            }
        }
        if (usable == 0) {
            var _ = hmac(timestamp, Digests.DUMMY_KEY, body);
        }
        return any;
    }

    private boolean isAmongThese(byte[] expected) {
        var any = false;
        for (var given : signatures) {
            any |= Digests.same(expected, given);
        }
        return any;
    }

    private static byte[] hmac(String timestamp, byte[] key, byte[] body) {
        var hmac = Digests.hmacSha256(key, (timestamp + ".").getBytes(UTF_8), body);
        return HexFormat.of().formatHex(hmac).getBytes(UTF_8);
    }
}

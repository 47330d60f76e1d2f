package io.emdia.gateways.mercadopago;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Verdict;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code x-signature: ts=…,v1=…}: HMAC-SHA256 in hexadecimal over {@code
 * id:<data.id>;request-id:<x-request-id>;ts:<ts>;}, where the id is the query's and a pair without
 * a value is left out. The body is not signed. The documentation has the id in lower case, the
 * libraries as it came, and both are seen: either is accepted. The time is in seconds or in
 * milliseconds.
 */
final class MercadoPagoSignature {

    static final String DATA_ID = "data.id";

    private static final String SIGNATURE = "x-signature";
    private static final String REQUEST_ID = "x-request-id";
    private static final long TOLERANCE_SECONDS = 300;
    private static final long FIRST_IN_MILLISECONDS = 1_000_000_000_000L;
    private static final int MILLIS_PER_SECOND = 1000;
    private static final int ELEMENTS_MAX = 20;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    private static final Verdict FORGED = new Verdict.Refused("no signature matches a secret");
    private static final Verdict STALE =
            new Verdict.Refused("the timestamp is outside the replay window");

    private MercadoPagoSignature() {}

    /** What the header holds. */
    private record Parts(String timestamp, byte[] signature) {

        long seconds() {
            var time = Long.parseLong(timestamp);
            return time >= FIRST_IN_MILLISECONDS ? time / MILLIS_PER_SECOND : time;
        }
    }

    static Verdict judge(Arrival arrival, List<String> secrets, Instant now) {
        var header = arrival.onlyHeader(SIGNATURE);
        var parts = header == null ? null : parsed(header);
        if (parts == null) {
            return new Verdict.Refused("the signature header is missing, repeated or malformed");
        }
        if (isRepeated(arrival.headers().get(REQUEST_ID))
                || isRepeated(arrival.query().get(DATA_ID))) {
            return new Verdict.Refused("the request id or the id in the query is repeated");
        }
        var isFresh = Math.abs(now.getEpochSecond() - parts.seconds()) <= TOLERANCE_SECONDS;
        var isTheirs = isMadeWithOneOf(secrets, manifests(arrival, parts), parts.signature());
        return Verdict.of(isFresh & isTheirs, isTheirs ? STALE : FORGED);
    }

    /** As Mercado Pago signs, with the newest secret; the id stands for request and resource. */
    static Trial sign(Trial.Webhook webhook, String id, List<String> secrets, Instant now) {
        if (secrets.isEmpty()) {
            return Trial.noSecret();
        }
        var timestamp = String.valueOf(now.toEpochMilli());
        var manifest = manifest(id, id, timestamp);
        var signature = new String(hmac(secrets.getFirst().getBytes(UTF_8), manifest), UTF_8);
        return webhook.withQuery(Map.of(DATA_ID, id))
                .withHeaders(
                        Map.of(REQUEST_ID, id, SIGNATURE, "ts=" + timestamp + ",v1=" + signature));
    }

    private static boolean isRepeated(@Nullable List<String> values) {
        return values != null && values.size() > 1;
    }

    private static @Nullable Parts parsed(String header) {
        String timestamp = null;
        String signature = null;
        var elements = header.split(",", ELEMENTS_MAX + 1);
        if (elements.length > ELEMENTS_MAX) {
            return null;
        }
        for (var element : elements) {
            var cut = element.indexOf('=');
            var name = element.substring(0, Math.max(cut, 0)).strip();
            if (name.equals("ts") && timestamp == null) {
                timestamp = element.substring(cut + 1).strip();
            } else if (name.equals("v1") && signature == null) {
                signature = element.substring(cut + 1).strip();
            } else if (name.equals("ts") || name.equals("v1")) {
                return null;
            }
        }
        if (timestamp == null || signature == null || !DIGITS.matcher(timestamp).matches()) {
            return null;
        }
        return new Parts(timestamp, signature.getBytes(UTF_8));
    }

    /** One for each casing of the id; none of them depends on the body. */
    private static List<byte[]> manifests(Arrival arrival, Parts parts) {
        var ids = arrival.query().get(DATA_ID);
        var id = ids == null || ids.isEmpty() ? "" : ids.getFirst();
        var casings = new LinkedHashSet<>(List.of(id, id.toLowerCase(Locale.ROOT)));
        var requestId = arrival.onlyHeader(REQUEST_ID);
        var request = requestId == null ? "" : requestId;
        return casings.stream()
                .map(casing -> manifest(casing, request, parts.timestamp()))
                .toList();
    }

    private static byte[] manifest(String id, String requestId, String timestamp) {
        var manifest = pair("id", id) + pair("request-id", requestId) + pair("ts", timestamp);
        return manifest.getBytes(UTF_8);
    }

    private static String pair(String name, String value) {
        return value.isEmpty() ? "" : name + ":" + value + ";";
    }

    private static boolean isMadeWithOneOf(
            List<String> secrets, List<byte[]> manifests, byte[] given) {
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                any |= isOneOf(secret.getBytes(UTF_8), manifests, given);
                usable++;
            }
        }
        if (usable == 0) {
            var _ = isOneOf(Digests.DUMMY_KEY, manifests, given);
        }
        return any;
    }

    private static boolean isOneOf(byte[] key, List<byte[]> manifests, byte[] given) {
        var any = false;
        for (var manifest : manifests) {
            any |= Digests.same(hmac(key, manifest), given);
        }
        return any;
    }

    private static byte[] hmac(byte[] key, byte[] manifest) {
        return HexFormat.of().formatHex(Digests.hmacSha256(key, manifest)).getBytes(UTF_8);
    }
}

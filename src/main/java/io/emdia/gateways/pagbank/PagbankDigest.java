package io.emdia.gateways.pagbank;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.gateways.Arrival;
import io.emdia.gateways.Digests;
import io.emdia.gateways.Trial;
import io.emdia.gateways.Verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code x-authenticity-token}: SHA-256 of the account's token, a hyphen and the raw body. A plain
 * digest, so whoever holds the token, which is the key of PagBank's API as well, can make one.
 */
final class PagbankDigest {

    private static final Verdict REFUSED =
            new Verdict.Refused("the digest is missing, repeated or of no secret");

    static final String HEADER = "x-authenticity-token";

    private PagbankDigest() {}

    static Verdict judge(Arrival arrival, List<String> secrets) {
        var header = arrival.onlyHeader(HEADER);
        var given = (header == null ? "" : header).toLowerCase(Locale.ROOT).getBytes(UTF_8);
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                any |= Digests.same(digest(secret, arrival.body()), given);
                usable++;
            }
        }
        if (usable == 0) {
            var _ = digest("", arrival.body());
        }
        return Verdict.of(any, REFUSED);
    }

    /** As PagBank does, with the newest token. */
    static Trial sign(Trial.Webhook webhook, List<String> secrets) {
        if (secrets.isEmpty()) {
            return Trial.noSecret();
        }
        var digest = new String(digest(secrets.getFirst(), webhook.body()), UTF_8);
        return webhook.withHeaders(Map.of(HEADER, digest));
    }

    private static byte[] digest(String secret, byte[] body) {
        var prefix = (secret + "-").getBytes(UTF_8);
        var whole = new byte[prefix.length + body.length];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(body, 0, whole, prefix.length, body.length);
        return Digests.sha256Hex(whole).getBytes(UTF_8);
    }
}

package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Secrets that a gateway sends along as they are. */
public final class Tokens {

    private static final String NONE = "";

    private Tokens() {}

    /**
     * Holds what was given against every secret, in constant time and with the same work whether
     * anything was given or not; an empty secret is none.
     */
    public static boolean isOneOf(@Nullable String given, List<String> secrets) {
        var bytes = (given == null ? NONE : given).getBytes(UTF_8);
        var any = false;
        var usable = 0;
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                any |= Digests.same(secret.getBytes(UTF_8), bytes);
                usable++;
            }
        }
        if (usable == 0) {
            var _ = Digests.same(Digests.DUMMY_KEY, bytes);
        }
        return any;
    }
}

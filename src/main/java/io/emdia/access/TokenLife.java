package io.emdia.access;

import io.emdia.http.Faults;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Until when a token is asked to live. */
final class TokenLife {

    private static final String AT = "expires_at";
    private static final String IN_DAYS = "expires_in_days";

    private TokenLife() {}

    /** Null for one that lives until it is revoked. */
    static @Nullable Instant end(
            @Nullable String at,
            @Nullable Integer inDays,
            Instant now,
            int longest,
            Faults faults) {
        if (inDays != null) {
            faults.unless(at == null, AT, "must not stand beside " + IN_DAYS);
            var fits = inDays >= 1 && inDays <= longest;
            faults.unless(fits, IN_DAYS, "must be 1 to " + longest);
            return fits ? now.plus(Duration.ofDays(inDays)) : null;
        }
        if (at == null) {
            return null;
        }
        var end = parsed(at);
        var fits =
                end != null && end.isAfter(now) && !end.isAfter(now.plus(Duration.ofDays(longest)));
        faults.unless(
                fits, AT, "must be an instant to come, at most %d days away".formatted(longest));
        return fits ? end : null;
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}

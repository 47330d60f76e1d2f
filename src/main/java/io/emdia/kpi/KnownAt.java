package io.emdia.kpi;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The parameter that asks for what was known at a moment. */
final class KnownAt {

    /** Nothing was recorded sooner. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private KnownAt() {}

    /** Null when there is no text; a 400 when it is no moment. */
    static @Nullable Instant read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var moment = OffsetDateTime.parse(text).toInstant();
            return moment.isBefore(EARLIEST) ? EARLIEST : moment;
        } catch (DateTimeException unreadable) {
            throw Problem.invalid("known_at", "must be a moment as in 2025-06-30T21:00:00Z");
        }
    }
}

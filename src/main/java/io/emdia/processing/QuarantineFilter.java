package io.emdia.processing;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Which of a merchant's open deliveries are meant: those that fit everything that is said here;
 * null says nothing.
 *
 * @param reason is contained in theirs, whatever the case of letters
 * @param from recorded then or later
 * @param to recorded before
 */
public record QuarantineFilter(
        @Nullable String gateway,
        @Nullable String connectionId,
        @Nullable String reason,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable List<Long> ids) {

    public static final QuarantineFilter ALL =
            new QuarantineFilter(null, null, null, null, null, null);
}

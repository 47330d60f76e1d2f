package io.emdia.operations;

import io.emdia.http.Page;
import io.emdia.http.Problem;
import io.emdia.processing.QuarantineFilter;
import io.emdia.processing.QuarantineSearch;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Which deliveries a caller means: those that fit everything that is said. Nothing said means
 * nothing, never all of them.
 *
 * @param reason what theirs contains
 * @param from recorded then or later, RFC 3339
 * @param to recorded before
 * @param cursor goes on where an earlier call stopped
 */
record QuarantineSelection(
        @Nullable String gateway,
        @Nullable String connectionId,
        @Nullable String reason,
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> ids,
        @Nullable String cursor) {

    private static final int TEXT_LENGTH_MAX = 500;
    private static final int YEAR_MIN = 1900;
    private static final int YEAR_MAX = 9999;

    /** A 400 names the member that is wrong. */
    QuarantineFilter filter() {
        var isEmpty =
                Stream.of(gateway, connectionId, reason, from, to, ids).allMatch(Objects::isNull);
        if (isEmpty) {
            throw Problem.malformed(
                    "at least one of gateway, connection_id, reason, from, to and ids must be"
                            + " given");
        }
        return filter(gateway, connectionId, reason, from, to, ids);
    }

    /** Where to go on from. */
    long above() {
        return cursor == null
                ? QuarantineSearch.OLDEST
                : QuarantineIds.of("cursor", cursor, "must be a next_cursor of this selection");
    }

    static QuarantineFilter filter(
            @Nullable String gateway,
            @Nullable String connectionId,
            @Nullable String reason,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> ids) {
        return new QuarantineFilter(
                text("gateway", gateway),
                text("connection_id", connectionId),
                text("reason", reason),
                instant("from", from),
                instant("to", to),
                ids == null ? null : numbers(ids));
    }

    private static @Nullable String text(String member, @Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > TEXT_LENGTH_MAX)) {
            throw Problem.invalid(member, "must have 1 to " + TEXT_LENGTH_MAX + " characters");
        }
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static @Nullable Instant instant(String member, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            var year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= YEAR_MIN && year <= YEAR_MAX) {
                return instant;
            }
        } catch (DateTimeException unreadable) {
            throw notAnInstant(member);
        }
        throw notAnInstant(member);
    }

    private static Problem notAnInstant(String member) {
        return Problem.invalid(member, "must be an instant as in 2025-06-30T21:00:00Z");
    }

    private static List<Long> numbers(List<String> ids) {
        if (ids.isEmpty() || ids.size() > Page.SIZE_MAX) {
            throw Problem.invalid("ids", "must be 1 to " + Page.SIZE_MAX);
        }
        return ids.stream()
                .map(id -> QuarantineIds.of("ids", id, "must be ids of kept deliveries"))
                .toList();
    }
}

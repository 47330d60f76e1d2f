package io.emdia.operations;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

/** Ids of kept deliveries: numbers that go out as text. */
final class QuarantineIds {

    private QuarantineIds() {}

    /** One in a path; whatever is no number names nothing. */
    static long inPath(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException foreign) {
            throw unknown();
        }
    }

    /** One in a body or a query; a 400 names the member. */
    static long of(String member, @Nullable String id, String expected) {
        try {
            return Long.parseLong(String.valueOf(id));
        } catch (NumberFormatException foreign) {
            throw Problem.invalid(member, expected);
        }
    }

    static Problem unknown() {
        return Problem.notFound("no delivery of that id is kept aside");
    }
}

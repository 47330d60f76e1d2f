package io.emdia.http;

import io.emdia.http.Problem.Fault;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that the caller is told all of it at once. */
public final class Faults {

    public static final int TEXT_MAX = 200;

    private final List<Fault> found = new ArrayList<>();

    public void unless(boolean holds, String member, String detail) {
        if (!holds) {
            found.add(new Fault(member, detail));
        }
    }

    /** A line of text that must be there. */
    public void line(@Nullable String text, String member) {
        if (text == null) {
            unless(false, member, "is required");
            return;
        }
        unless(
                !text.isBlank()
                        && text.length() <= TEXT_MAX
                        && text.chars().noneMatch(Character::isISOControl),
                member,
                "must be one line of 1 to %d characters".formatted(TEXT_MAX));
    }

    public void raise() {
        if (!found.isEmpty()) {
            throw Problem.invalid(found);
        }
    }
}

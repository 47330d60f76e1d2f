package io.emdia.habits;

import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;

/** What a customer's habits come to, as {@link HabitSql} decides. */
enum Verdict {
    PUNCTUAL,
    HABITUAL,
    AT_RISK,
    INSUFFICIENT;

    /** As written in JSON and in SQL. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The code that is asked for, or a 400. */
    static @Nullable String asked(@Nullable String habit) {
        var codes = Arrays.stream(values()).map(Verdict::code).toList();
        if (habit != null && !codes.contains(habit)) {
            throw Problem.invalid("habit", "must be one of " + codes);
        }
        return habit;
    }
}

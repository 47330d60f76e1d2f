package io.emdia.facts;

import org.jspecify.annotations.Nullable;

/** A member of an upsert: missing keeps the older value, cleared forgets it. */
public sealed interface Member<T> {

    record Missing<T>() implements Member<T> {}

    record Cleared<T>() implements Member<T> {}

    record Stated<T>(T value) implements Member<T> {}

    static <T> Member<T> missing() {
        return new Missing<>();
    }

    static <T> Member<T> cleared() {
        return new Cleared<>();
    }

    static <T> Member<T> of(T value) {
        return new Stated<>(value);
    }

    /** What holds after this member was told on top of an older value. */
    default @Nullable T over(@Nullable T older) {
        return switch (this) {
            case Missing<T> _ -> older;
            case Cleared<T> _ -> null;
            case Stated<T> stated -> stated.value();
        };
    }
}

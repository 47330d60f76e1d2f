package io.emdia.keys;

import org.jspecify.annotations.Nullable;

/** The bytes were sealed by another key, for something else, or were changed since. */
public final class Unopened extends RuntimeException {

    Unopened(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

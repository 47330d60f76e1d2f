package io.emdia;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Fails a test class while which an event loop was blocked, also where the product swallowed every
 * trace of it. Registered for every test by {@code META-INF/services}.
 */
public final class EventLoopsNeverBlock implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        var _ = BlockingCalls.areWatched();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    static void check() {
        var calls = BlockingCalls.take(_ -> true);
        if (!calls.isEmpty()) {
            throw new AssertionError(
                    calls.stream()
                            .map(EventLoopsNeverBlock::told)
                            .collect(Collectors.joining("\n", "event loops were blocked:\n", "")));
        }
    }

    /** The whole of it: reports cut the stacks of suppressed failures short. */
    private static String told(Throwable call) {
        return Arrays.stream(call.getStackTrace())
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining("", String.valueOf(call.getMessage()), "\n"));
    }
}

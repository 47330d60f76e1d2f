package io.emdia;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

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
            var failure = new AssertionError(calls.size() + " blocking calls on event loops");
            calls.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}

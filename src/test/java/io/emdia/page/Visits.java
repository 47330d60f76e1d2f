package io.emdia.page;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;

import io.emdia.ProductClient;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everybody who visits the page in a test. The browser is started once for all tests of the page,
 * the product and its company once for each class: only one product at a time may run in a process
 * and read the log. A test fails when any of its visitors has a complaint, and a failed test leaves
 * pictures of what they saw in {@code target/screenshots}.
 */
final class Visits implements BeforeAllCallback, AfterTestExecutionCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace PAGE =
            ExtensionContext.Namespace.create(Visits.class);
    private static final Path PICTURES = Path.of("target", "screenshots");

    private static final Map<String, Cookie> SESSIONS = new HashMap<>();

    private final List<Visit> open = new ArrayList<>();
    private @Nullable Company company;
    private @Nullable Chromium chromium;

    /** The browser first: where there is none, no server needs to be started. */
    @Override
    public void beforeAll(ExtensionContext context) {
        PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE.toMillis());
        var store = context.getRoot().getStore(PAGE);
        chromium = store.computeIfAbsent("browser", _ -> Chromium.start(), Chromium.class);
        SESSIONS.clear();
        var own = context.getStore(PAGE);
        company = own.computeIfAbsent(context.getUniqueId(), _ -> Company.open(), Company.class);
    }

    Company company() {
        return Objects.requireNonNull(company);
    }

    /** Somebody new before the product itself. */
    Visit somebody(Look look) {
        return somebody(look, company().origin());
    }

    private Visit somebody(Look look, String origin) {
        var visit = Visit.to(origin, look, Objects.requireNonNull(chromium).somebody(look));
        open.add(visit);
        return visit;
    }

    Visit manager(Look look) {
        return manager(look, company().origin());
    }

    /** Who reaches the product by another address. */
    Visit manager(Look look, String origin) {
        return signedIn(somebody(look, origin), company().manager());
    }

    Visit viewer(Look look) {
        return signedIn(somebody(look), company().viewer());
    }

    Visit administrator(Look look) {
        return signedIn(somebody(look), ProductClient.ADMINISTRATOR);
    }

    /** One session for all who need not sign in themselves: signing in too often is refused. */
    private Visit signedIn(Visit visit, String token) {
        var known = SESSIONS.get(token);
        if (known != null) {
            return visit.as(known);
        }
        SESSIONS.put(token, visit.as(token).session());
        return visit;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent() || !complaints().isEmpty()) {
            takePictures(context);
        }
        endWell();
    }

    /** Fails on any complaint of any visitor. */
    void endWell() {
        if (!complaints().isEmpty()) {
            throw new AssertionError("the browser complains:\n" + String.join("\n", complaints()));
        }
    }

    private List<String> complaints() {
        return open.stream().flatMap(one -> one.complaints.unexpected().stream()).toList();
    }

    private void takePictures(ExtensionContext context) {
        var name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        for (var index = 0; index < open.size(); index++) {
            var file = name.replaceAll("[^\\w.-]+", "-") + "-" + index + ".png";
            try {
                open.get(index).picture(PICTURES.resolve(file));
            } catch (RuntimeException gone) {
                System.out.println("no picture " + file + ": " + gone.getMessage());
            }
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        open.forEach(Visit::close);
        open.clear();
    }
}

package io.emdia.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import io.emdia.Needs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The system's browser. It finds no host but this machine, and talks to nobody by itself. */
final class Chromium implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final List<String> WORDS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Where no browser is installed, whoever asks is skipped, or fails on CI. */
    static Chromium start() {
        return start(Needs.chromium());
    }

    private static Chromium start(Path program) {
        var noDownloads = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(noDownloads));
        var options = new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(WORDS);
        return new Chromium(playwright, playwright.chromium().launch(options));
    }

    /** Somebody new: no cookies, nothing kept. */
    BrowserContext somebody(Look look) {
        var options =
                new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setLocale(look.locale())
                        .setTimezoneId("America/Sao_Paulo")
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT);
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE.toMillis());
        return context;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

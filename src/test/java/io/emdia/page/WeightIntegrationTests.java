package io.emdia.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

import io.emdia.ProductClient;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The page is light, and stays calm however much happens. Times are told, and bounded widely. */
class WeightIntegrationTests {

    private static final String OVERDUE = "delinquency.overdue_amount";
    private static final long FIRST_LOAD_BYTES_MAX = 500_000;
    private static final Duration INTERACTIVE_WITHIN = Duration.ofSeconds(15);
    private static final int UPDATES = 40;
    private static final int LATE_DAYS = 5;
    private static final int PAUSE_MILLIS = 100;
    private static final int MESSAGES_MIN = 10;
    private static final double CALM_MILLIS = 100;

    /** Looks at every frame, and at every change of one figure. */
    private static final String WATCH =
            """
            () => {
              window.watched = { gaps: [], paints: 0 };
              let last = performance.now();
              const tick = (now) => {
                window.watched.gaps.push(now - last);
                last = now;
                requestAnimationFrame(tick);
              };
              requestAnimationFrame(tick);
              new MutationObserver(() => { window.watched.paints += 1; }).observe(
                document.querySelector("[data-figure='delinquency.overdue_amount'] .figure-value"),
                { childList: true, characterData: true, subtree: true });
            }\
            """;

    private static final String WATCHED =
            """
            () => {
              const gaps = window.watched.gaps.sort((one, other) => one - other);
              return [window.watched.paints, gaps.length, gaps[Math.floor(gaps.length / 2)],
                gaps[Math.floor(gaps.length * .95)], gaps[gaps.length - 1]].map(Number);
            }\
            """;

    @RegisterExtension private static final Visits VISITS = new Visits();

    @Test
    void theFirstLoadIsBelowHalfAMegabyte() {
        var visit = VISITS.manager(Look.LAPTOP);
        var bytes = new AtomicLong();
        var files = new AtomicInteger();
        var network = observed(visit);
        network.on("Network.loadingFinished", _ -> files.incrementAndGet());
        network.on("Network.loadingFinished", event -> bytes.addAndGet(length(event)));
        var start = System.nanoTime();
        visit.go(VISITS.company().id, "overview");
        assertThat(visit.figure(OVERDUE).locator("button.why")).isEnabled();
        var interactive = Duration.ofNanos(System.nanoTime() - start);
        visit.settled();
        assertThat(visit.page.locator("emdia-trend canvas")).isVisible();

        System.out.printf(
                "first load: %d bytes in %d files, usable after %d ms%n",
                bytes.get(), files.get(), interactive.toMillis());
        assertThat(bytes.get()).isBetween(1L, FIRST_LOAD_BYTES_MAX);
        assertThat(interactive).isLessThan(INTERACTIVE_WITHIN);
    }

    @Test
    void tenUpdatesASecondDropNoFramesAndTheNewestIsShown() {
        var visit = VISITS.manager(Look.LAPTOP).at(VISITS.company().id, "overview");
        visit.settled();
        visit.page.evaluate(WATCH);
        var messages = new AtomicInteger();
        observed(visit).on("Network.eventSourceMessageReceived", _ -> messages.incrementAndGet());

        var before = overdue();

        for (var update = 1; update <= UPDATES; update++) {
            VISITS.company().charge("often-" + update, "c09", 1, LATE_DAYS);
            visit.page.waitForTimeout(PAUSE_MILLIS);
        }

        ProductClient.await(() -> overdue() == before + UPDATES);
        assertThat(visit.figure(OVERDUE).locator(".figure-value"))
                .hasText(Written.reais(WordTable.PORTUGUESE, overdue()));
        var seen =
                ((List<?>) visit.page.evaluate(WATCHED))
                        .stream().map(each -> ((Number) each).doubleValue()).toList();
        System.out.printf(
                "%d messages; paints, frames, middle, 95th and longest gap in ms: %s%n",
                messages.get(), seen);
        assertThat(messages.get()).isGreaterThanOrEqualTo(MESSAGES_MIN);
        assertThat(seen.getFirst()).isPositive().isLessThanOrEqualTo(messages.get());
        assertThat(seen.get(2)).isLessThan(CALM_MILLIS);
    }

    private static long length(JsonObject event) {
        return event.get("encodedDataLength").getAsLong();
    }

    private static CDPSession observed(Visit visit) {
        var session = visit.somebody.newCDPSession(visit.page);
        session.send("Network.enable");
        return session;
    }

    private static long overdue() {
        return VISITS.company().document("").at("/delinquency/overdue_amount").asLong();
    }
}

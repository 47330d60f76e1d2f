package io.emdia.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What must not happen in a browser: errors told or thrown, and questions to strangers. */
final class Complaints {

    private final String origin;
    private final List<String> heard = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>();

    private Complaints(String origin) {
        this.origin = origin;
    }

    /** Hears every page of somebody's, also those opened later. */
    static Complaints of(BrowserContext somebody, String origin) {
        var complaints = new Complaints(origin);
        somebody.onConsoleMessage(complaints::told);
        somebody.onWebError(error -> complaints.heard.add("thrown: " + error.error()));
        somebody.onRequest(request -> complaints.asked(request.url()));
        return complaints;
    }

    /** What the test itself provokes, as a refusal that the browser reports by itself. */
    void expect(String pattern) {
        expected.add(Pattern.compile(pattern));
    }

    List<String> unexpected() {
        return heard.stream()
                .filter(one -> expected.stream().noneMatch(each -> each.matcher(one).find()))
                .toList();
    }

    private void told(ConsoleMessage message) {
        if (message.type().equals("error")) {
            heard.add("console: " + message.text() + " at " + message.location());
        }
    }

    private void asked(String url) {
        var local = url.startsWith("data:") || url.startsWith("blob:") || url.startsWith("about:");
        if (!local && !url.startsWith(origin + "/")) {
            heard.add("off the origin: " + url);
        }
    }
}

package io.emdia.ledger;

import io.emdia.http.Page;
import io.emdia.http.Problem;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;

/** The applied events of a merchant, by position. */
@RestController
final class EventsEndpoint {

    private final Asked asked;
    private final Events events;

    EventsEndpoint(Asked asked, Events events) {
        this.asked = asked;
        this.events = events;
    }

    /** The cursor of a page is the position of its last event, as {@code after} takes it. */
    @GetMapping("/v1/merchants/{merchant}/events")
    Mono<Page<EventView>> list(
            @PathVariable("merchant") String merchant,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", required = false) @Nullable String limit) {
        var size = Page.size(Asked.number("limit", limit));
        var position = cursor == null ? position("after", after) : position("cursor", cursor);
        return asked.merchant(merchant)
                .flatMap(known -> events.after(known.id(), position, size + 1))
                .map(rows -> page(rows.stream().map(EventView::of).toList(), size));
    }

    private static Page<EventView> page(List<EventView> rows, int size) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, size);
        return new Page<>(items, Long.toString(items.getLast().position()));
    }

    private static long position(String parameter, @Nullable String text) {
        try {
            var position = text == null ? 0 : Long.parseLong(text);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException unreadable) {
            throw Problem.invalid(parameter, "must be a position, a whole number");
        }
        throw Problem.invalid(parameter, "must not be negative");
    }
}

package io.emdia.live;

import io.emdia.access.Caller;
import io.emdia.http.Problem;
import io.emdia.kpi.KpiQuestion;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;

/** The streams of a merchant (server-sent events): its figures, and what happens. */
@RestController
final class LiveEndpoint {

    private static final long NOTHING_SEEN = -1;
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** A browser sends the header only when it reconnects by itself. */
    private static final String LAST_EVENT_ID_PARAMETER = "lastEventId";

    private final Feeds feeds;
    private final EventFeeds eventFeeds;
    private final Tails tails;
    private final Stream stream;
    private final Viewing viewing;

    LiveEndpoint(Feeds feeds, EventFeeds eventFeeds, Tails tails, Stream stream, Viewing viewing) {
        this.feeds = feeds;
        this.eventFeeds = eventFeeds;
        this.tails = tails;
        this.stream = stream;
        this.viewing = viewing;
    }

    /**
     * The KPI document now, then the newest whenever it changed. {@code event: kpis}, {@code id}:
     * the version. A client that has the present version gets nothing until it changes.
     */
    @GetMapping(
            path = "/v1/merchants/{merchant}/kpis/stream",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> kpis(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "window_start", required = false) @Nullable String windowStart,
            @RequestParam(name = "window_end", required = false) @Nullable String windowEnd,
            @RequestParam(required = false) @Nullable String method,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        var question = KpiQuestion.of(currency, asOf, windowStart, windowEnd, method);
        var seen = lastEventId(exchange);
        return viewing.of(
                merchant,
                caller,
                exchange.getResponse(),
                ended ->
                        stream.newest(
                                feeds.of(merchant, question),
                                seen == null ? NOTHING_SEEN : seen,
                                ended));
    }

    /**
     * Every applied event: after a position when one is told, else from now on. {@code event}: the
     * gateway's own type, {@code id}: the position.
     */
    @GetMapping(
            path = "/v1/merchants/{merchant}/events/stream",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> events(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        var seen = lastEventId(exchange);
        var from = seen == null && after != null ? position(after) : seen;
        return viewing.of(
                merchant,
                caller,
                exchange.getResponse(),
                ended -> stream.all(eventFeeds.of(merchant, from), ended));
    }

    /**
     * Figures and events on one connection. {@code event: kpis} is the document, {@code event:
     * happened} an applied event; {@code id}: version and position, which a client goes on from.
     * One that comes without it is told the document and the newest events; one that missed too
     * much is told {@code event: reset} first, and forgets what it was told before.
     */
    @GetMapping(
            path = "/v1/merchants/{merchant}/live",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Mono<Void> live(
            @PathVariable String merchant,
            @RequestParam(required = false) @Nullable String currency,
            @AuthenticationPrincipal Caller caller,
            ServerWebExchange exchange) {
        var question = KpiQuestion.now(currency);
        var seen = Seen.read(lastEventIdText(exchange));
        return viewing.of(
                merchant,
                caller,
                exchange.getResponse(),
                ended ->
                        stream.together(
                                feeds.onceThereAre(merchant, question),
                                tails.of(merchant),
                                seen,
                                ended));
    }

    private static Long position(String after) {
        var position = number(after);
        if (position == null) {
            throw Problem.invalid("after", "must be a position, 0 or more");
        }
        return position;
    }

    /** Foreign text; what is no number of ours is as good as none. */
    private static @Nullable Long lastEventId(ServerWebExchange exchange) {
        return number(lastEventIdText(exchange));
    }

    private static @Nullable String lastEventIdText(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var header = request.getHeaders().getFirst(LAST_EVENT_ID);
        return header == null ? request.getQueryParams().getFirst(LAST_EVENT_ID_PARAMETER) : header;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.valueOf(text) : null;
    }
}

package io.emdia.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.Duration;

/** What one owner's requests and downloads may take of this node at one time. */
@Component
public final class RequestShares {

    private static final int NONE_WAITS = 0;

    private final FairShares requests;
    private final FairShares downloads;

    RequestShares(ShareSettings settings) {
        requests =
                new FairShares(
                        settings.requests(),
                        settings.waiting(),
                        settings.patience(),
                        "too many requests of this merchant are under way");
        downloads =
                new FairShares(
                        settings.downloads(),
                        NONE_WAITS,
                        Duration.ZERO,
                        "as many downloads of this merchant are under way as may be");
    }

    public Mono<Void> request(String owner, ServerHttpRequest request, Mono<Void> answer) {
        return requests.toTheEnd(owner, RequestThread.of(request), answer);
    }

    /** Ends with its client. */
    public Mono<Void> download(String owner, ServerHttpRequest request, Mono<Void> answer) {
        return downloads.within(owner, RequestThread.of(request), answer);
    }
}

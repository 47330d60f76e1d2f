package io.emdia.live;

import io.emdia.access.Caller;
import io.emdia.access.Credentials;
import io.emdia.http.Closing;
import io.emdia.http.Problem;
import io.emdia.merchants.Merchants;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;

/** Lets a caller in, keeps its stream going while it may, and counts it out again. */
@Component
final class Viewing {

    private final Merchants merchants;
    private final Credentials credentials;
    private final Audience audience;
    private final Closing closing;
    private final LiveSettings settings;
    private final LiveMeters meters;
    private final Scheduler scheduler;
    private final InstantSource clock;

    Viewing(
            Merchants merchants,
            Credentials credentials,
            Audience audience,
            Closing closing,
            LiveSettings settings,
            LiveMeters meters,
            Scheduler liveScheduler,
            InstantSource clock) {
        this.merchants = merchants;
        this.credentials = credentials;
        this.audience = audience;
        this.closing = closing;
        this.settings = settings;
        this.meters = meters;
        this.scheduler = liveScheduler;
        this.clock = clock;
    }

    /**
     * Streams until either side has enough; 404 for a merchant the caller does not see.
     *
     * @param frames what is streamed, given the end of the caller's credential
     */
    Mono<Void> of(
            String merchantId,
            Caller caller,
            ServerHttpResponse response,
            Function<Mono<Void>, Flux<Frame>> frames) {
        return merchants
                .find(merchantId)
                .filter(_ -> caller.sees(merchantId))
                .switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such merchant")))
                .then(Mono.defer(() -> admitted(merchantId, caller, response, frames)))
                .checkpoint("viewing");
    }

    private Mono<Void> admitted(
            String merchantId,
            Caller caller,
            ServerHttpResponse response,
            Function<Mono<Void>, Flux<Frame>> frames) {
        audience.enter(merchantId);
        return outbox().send(frames.apply(credentials.ended(caller)), response)
                .takeUntilOther(closing.begun().delayElement(settings.stopGrace(), scheduler))
                .doFinally(_ -> audience.leave(merchantId));
    }

    private Outbox outbox() {
        return new Outbox(settings.stall(), scheduler, toldSince(clock.instant()));
    }

    /** What is replayed was not late: only what happens while the client watches is timed. */
    private Consumer<Frame> toldSince(Instant opened) {
        return frame -> {
            var recorded = frame.recordedAt();
            if (recorded != null && !recorded.isBefore(opened)) {
                meters.streamed(Duration.between(recorded, clock.instant()));
            }
        };
    }
}

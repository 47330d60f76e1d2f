package io.emdia.kpi;

import io.emdia.http.Problem;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets so many of some expensive questions be answered at one time, so that they never hold all
 * connections. Whoever comes then is told at once to come again. A turn ends with its work, before
 * anybody hears of its end, and also when nobody waits for it any more: the work goes on until
 * then.
 */
final class Turns {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore free;

    Turns(int atOnce) {
        free = new Semaphore(atOnce);
    }

    <T> Mono<T> take(Mono<T> work) {
        return Mono.defer(() -> free.tryAcquire() ? taken(work) : Mono.error(Turns::none));
    }

    private <T> Mono<T> taken(Mono<T> work) {
        var ending = work.doOnTerminate(free::release);
        return Mono.fromFuture(ending::toFuture, true);
    }

    private static Problem none() {
        return Problem.unavailable("too many figures are being explained just now", RETRY_AFTER);
    }
}

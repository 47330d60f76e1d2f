package io.emdia.live;

import io.emdia.ledger.Progress;
import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchants;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes a merchant's midnight a change like any other: each node asks for the day that began, the
 * first one to ask moves the version, and every node then sees it move.
 */
@Component
final class MidnightRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MidnightRunner.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** Merchants are read again so often, for new ones and for those that moved zone. */
    private static final Duration MERCHANTS_EVERY = Duration.ofSeconds(30);

    private static final int AT_ONCE = 4;

    private final Merchants merchants;
    private final Progress progress;
    private final InstantSource clock;
    private final Scheduler scheduler;
    private final Map<String, LocalDate> days = new ConcurrentHashMap<>();
    private Disposable running = Disposables.disposed();

    MidnightRunner(
            Merchants merchants, Progress progress, InstantSource clock, Scheduler liveScheduler) {
        this.merchants = merchants;
        this.progress = progress;
        this.clock = clock;
        this.scheduler = liveScheduler;
    }

    /** The merchants for whom a day began here, as it begins. */
    Flux<String> days() {
        return Flux.interval(Duration.ZERO, MERCHANTS_EVERY, scheduler)
                .onBackpressureDrop()
                .concatMap(_ -> known(), 1)
                .switchMap(this::looks)
                .onBackpressureDrop()
                .concatMap(this::begin, 1)
                .checkpoint("midnights");
    }

    private Mono<List<Merchant>> known() {
        return merchants
                .all()
                .collectList()
                .doOnError(failure -> LOG.debug("merchants could not be read", failure))
                .onErrorComplete();
    }

    private Flux<List<Merchant>> looks(List<Merchant> known) {
        return Flux.interval(Duration.ZERO, LOOK_EVERY, scheduler)
                .onBackpressureDrop()
                .map(_ -> known.stream().filter(this::hasNewDay).toList());
    }

    private boolean hasNewDay(Merchant merchant) {
        return !today(merchant).equals(days.get(merchant.id()));
    }

    private LocalDate today(Merchant merchant) {
        return clock.instant().atZone(merchant.timeZone()).toLocalDate();
    }

    private Flux<String> begin(List<Merchant> risen) {
        return Flux.fromIterable(risen).flatMap(this::begin, AT_ONCE);
    }

    /** The day is remembered only once it was told, so a database that is away is asked again. */
    private Mono<String> begin(Merchant merchant) {
        var day = today(merchant);
        return progress.dayBegan(merchant.id(), day)
                .doOnError(failure -> LOG.debug("a day could not begin", failure))
                .onErrorComplete()
                .map(_ -> begun(merchant, day));
    }

    private String begun(Merchant merchant, LocalDate day) {
        days.put(merchant.id(), day);
        return merchant.id();
    }

    @Override
    public void start() {
        running =
                days().subscribe(
                                merchant -> LOG.debug("a day began for {}", merchant),
                                failure -> LOG.error("no midnight is seen any more", failure));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}

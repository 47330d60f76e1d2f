package io.emdia.kpi;

import io.emdia.ledger.Progress;
import io.emdia.ledger.Recollections;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Instant;
import java.util.List;

/**
 * Works out cells as they were known at a moment, by the facts recorded by then. Cells are linear,
 * so it is enough to set apart what was touched since: to take it away as it is stored and to add
 * it as it was known. Where most was recorded since, it is less work to fold all that was recorded
 * before. Facts are decoded and folded on threads of their own.
 */
@Component
final class Recall implements DisposableBean {

    private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WAITING_MAX = 1_000;

    private final Recollections recollections;
    private final Progress progress;
    private final RecallSettings settings;
    private final Scheduler scheduler;
    private final Turns turns;

    Recall(Recollections recollections, Progress progress, RecallSettings settings) {
        this.recollections = recollections;
        this.progress = progress;
        this.settings = settings;
        this.scheduler = Schedulers.newBoundedElastic(THREADS, WAITING_MAX, "recall");
        this.turns = new Turns(settings.atOnce());
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /** Work that recalls waits for its turn; one too many is a 503. */
    <T> Mono<T> inTurn(Mono<T> work) {
        return turns.take(work);
    }

    /** Within one unit of work, which must be a snapshot. */
    Mono<Recalled> at(Connection unit, Merchant merchant, Instant then) {
        var reading = new RecallReading(recollections, unit, merchant, then);
        return progress.of(unit, merchant.id())
                .flatMap(
                        state ->
                                reading.recordedSince().flatMap(since -> at(reading, state, since)))
                .checkpoint("recall");
    }

    private Mono<Recalled> at(RecallReading reading, Progress.State state, long since) {
        return since > state.position() / 2 ? whole(reading) : apart(reading);
    }

    private Mono<Recalled> apart(RecallReading reading) {
        return reading.touched(settings.touchedMax() + 1)
                .flatMap(
                        touched ->
                                touched.size() > settings.touchedMax()
                                        ? whole(reading)
                                        : apart(reading, touched));
    }

    private Mono<Recalled> apart(RecallReading reading, List<Touched> touched) {
        return folded(reading, reading.apart(touched))
                .flatMap(cells -> new RecalledCrowds(reading.unit(), cells).moveStored())
                .flatMap(cells -> revenue(reading, cells).moveStored(touched))
                .map(cells -> new Recalled(false, cells));
    }

    private Mono<Recalled> whole(RecallReading reading) {
        return folded(reading, reading.whole())
                .map(cells -> new RecalledCrowds(reading.unit(), cells).moveNone())
                .flatMap(cells -> revenue(reading, cells).moveNone())
                .map(cells -> new Recalled(true, cells));
    }

    private RecalledRevenue revenue(RecallReading reading, Cells cells) {
        return new RecalledRevenue(reading, scheduler, cells);
    }

    private Mono<Cells> folded(RecallReading reading, Flux<RecallPage> pages) {
        return pages.flatMap(page -> folded(page, reading.then()), THREADS, 1)
                .reduce(new Cells(), Recall::plus);
    }

    private Mono<Cells> folded(RecallPage page, Instant then) {
        return Mono.fromCallable(() -> page.cells(then)).subscribeOn(scheduler);
    }

    private static Cells plus(Cells all, Cells some) {
        some.addTo(all);
        return all;
    }
}

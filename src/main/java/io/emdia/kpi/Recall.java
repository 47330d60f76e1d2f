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
 * it as it was known. Where most was recorded since, it is less work to begin with nothing and to
 * add what was not touched as it is stored. Only what something was recorded of both before and
 * since has to be folded. States and facts are decoded and folded on threads of their own, and so
 * is whatever is done with what is answered here.
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
        var isMost = since > state.position() / 2;
        return reading.touched(settings.touchedMax() + 1)
                .publishOn(scheduler)
                .flatMap(touched -> at(reading, touched, isMost));
    }

    private Mono<Recalled> at(RecallReading reading, List<Touched> touched, boolean isMost) {
        if (touched.size() > settings.touchedMax()) {
            return whole(reading, reading.whole());
        }
        return isMost ? whole(reading, reading.whole(touched)) : apart(reading, touched);
    }

    private Mono<Recalled> apart(RecallReading reading, List<Touched> touched) {
        return folded(reading, reading.apart(touched))
                .flatMap(cells -> crowds(reading, cells).moveStored())
                .flatMap(cells -> revenue(reading, cells).moveStored(touched))
                .publishOn(scheduler)
                .map(cells -> new Recalled(false, cells));
    }

    private Mono<Recalled> whole(RecallReading reading, Flux<RecallPage> pages) {
        return folded(reading, pages)
                .flatMap(cells -> crowds(reading, cells).moveNone())
                .flatMap(cells -> revenue(reading, cells).moveNone())
                .publishOn(scheduler)
                .map(cells -> new Recalled(true, cells));
    }

    private RecalledCrowds crowds(RecallReading reading, Cells cells) {
        return new RecalledCrowds(reading.unit(), scheduler, cells);
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

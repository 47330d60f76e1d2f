package io.emdia.kpi;

import io.emdia.http.Problem;
import io.emdia.ledger.ChargeKey;
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
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Goes through what was recorded since an instant, some charges at a time, within one unit of work,
 * which must be a snapshot. Charges are folded on threads of its own, never on an event loop.
 */
@Component
final class Past implements DisposableBean {

    /** Charges and their facts that are in memory at one time. */
    private static final int CHARGES_A_STEP = 500;

    /** An event tells of a charge, a customer, a subscription; of more than these hardly ever. */
    private static final int TOUCHED_BY_AN_EVENT = 8;

    private static final int WAITING_MAX = 1_000;

    private final Recollections recollections;
    private final int eventsMax;
    private final int restatedMax;
    private final Turns turns;
    private final Scheduler scheduler;

    Past(Recollections recollections, ExplainSettings settings) {
        this.recollections = recollections;
        this.eventsMax = settings.eventsMax();
        this.restatedMax = settings.restatedMax();
        this.turns = new Turns(settings.atOnce());
        this.scheduler =
                Schedulers.newBoundedElastic(settings.atOnce(), WAITING_MAX, "explain", 60, true);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }

    /** Work that reads much, of which only so much is done at one time. */
    <T> Mono<T> inTurn(Mono<T> work) {
        return turns.take(work);
    }

    /** Lets the trails learn all of it; a {@link Problem} (400) when that is too much. */
    Mono<Void> follow(Connection unit, Merchant merchant, Instant since, List<Trail> trails) {
        return recollections
                .recordedSince(unit, merchant.id(), since)
                .doOnNext(this::requireFew)
                .then(Mono.defer(() -> touched(unit, merchant, since)))
                .flatMap(charges -> follow(unit, merchant, charges, new Trails(since, trails)))
                .checkpoint("past");
    }

    /**
     * The same of those alone that may bear on figures as of a day that was over by then: whatever
     * is all of a later time adds nothing to them, now or then.
     */
    Mono<Void> followBack(
            Connection unit, Merchant merchant, Instant since, LocalDate day, List<Trail> trails) {
        return recollections
                .touchedBack(unit, merchant.id(), since, day, restatedMax + 1)
                .map(this::requireNotTooMany)
                .flatMap(charges -> follow(unit, merchant, charges, new Trails(since, trails)))
                .checkpoint("past of a month");
    }

    private List<ChargeKey> requireNotTooMany(List<Touched> touched) {
        if (touched.size() > restatedMax) {
            throw Problem.invalid(
                    "month",
                    "must be later: more than %d charges were told of since it ended"
                            .formatted(restatedMax));
        }
        return keys(touched);
    }

    private void requireFew(long events) {
        if (events > eventsMax) {
            throw Problem.invalid(
                    "since",
                    "must be later: of the %d events since then at most %d are gone through"
                            .formatted(events, eventsMax));
        }
    }

    private Mono<List<ChargeKey>> touched(Connection unit, Merchant merchant, Instant since) {
        var most = Math.multiplyExact(eventsMax, TOUCHED_BY_AN_EVENT);
        return recollections
                .touchedSince(unit, merchant.id(), since, null, most)
                .map(touched -> charges(touched, most));
    }

    private static List<ChargeKey> charges(List<Touched> touched, int most) {
        if (touched.size() == most) {
            throw Problem.invalid(
                    "since", "must be later: events tell of more than %d things".formatted(most));
        }
        return keys(touched);
    }

    private static List<ChargeKey> keys(List<Touched> touched) {
        return touched.stream().map(Touched::charge).filter(Objects::nonNull).toList();
    }

    private Mono<Void> follow(
            Connection unit, Merchant merchant, List<ChargeKey> charges, Trails trails) {
        return Flux.fromIterable(charges)
                .buffer(CHARGES_A_STEP)
                .concatMap(some -> step(unit, merchant, some, trails))
                .then(Mono.defer(() -> trails.complete(unit)))
                .publishOn(scheduler);
    }

    private Mono<Void> step(
            Connection unit, Merchant merchant, Collection<ChargeKey> some, Trails trails) {
        return recollections
                .of(unit, merchant, trails.missing(some), List.of())
                .publishOn(scheduler)
                .doOnNext(trails::follow)
                .then();
    }
}

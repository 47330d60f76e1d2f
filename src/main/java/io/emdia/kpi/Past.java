package io.emdia.kpi;

import io.emdia.http.Problem;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Recollections;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.ledger.Subscription.SubscriptionKey;
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
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes through what was recorded since an instant, some charges at a time, within one unit of work,
 * which must be a snapshot. Charges are folded on threads of its own, never on an event loop.
 */
@Component
final class Past implements DisposableBean {

    /** Charges or subscriptions and their facts that are in memory at one time. */
    private static final int SUBJECTS_A_STEP = 500;

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
                .flatMap(touched -> follow(unit, merchant, touched, Trails.of(since, trails)))
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
                .flatMap(touched -> follow(unit, merchant, touched, Trails.of(since, trails)))
                .checkpoint("past of a month");
    }

    private List<Touched> requireNotTooMany(List<Touched> touched) {
        if (touched.size() > restatedMax) {
            throw Problem.invalid(
                    "month",
                    ("must be later: more than %d charges and subscriptions were told of since"
                                    + " it ended")
                            .formatted(restatedMax));
        }
        return touched;
    }

    private void requireFew(long events) {
        if (events > eventsMax) {
            throw Problem.invalid(
                    "since",
                    "must be later: of the %d events since then at most %d are gone through"
                            .formatted(events, eventsMax));
        }
    }

    private Mono<List<Touched>> touched(Connection unit, Merchant merchant, Instant since) {
        var most = Math.multiplyExact(eventsMax, TOUCHED_BY_AN_EVENT);
        return recollections
                .touchedSince(unit, merchant.id(), since, null, most)
                .map(touched -> requireWithin(touched, most));
    }

    private static List<Touched> requireWithin(List<Touched> touched, int most) {
        if (touched.size() == most) {
            throw Problem.invalid(
                    "since", "must be later: events tell of more than %d things".formatted(most));
        }
        return touched;
    }

    private Mono<Void> follow(
            Connection unit, Merchant merchant, List<Touched> touched, Trails trails) {
        var charges = touched.stream().map(Touched::charge).flatMap(Stream::ofNullable);
        var subscriptions =
                touched.stream()
                        .filter(_ -> trails.askForSubscriptions())
                        .map(Touched::subscription)
                        .flatMap(Stream::ofNullable);
        return Flux.fromStream(charges)
                .buffer(SUBJECTS_A_STEP)
                .concatMap(some -> step(unit, merchant, trails.missing(some), List.of(), trails))
                .thenMany(Flux.fromStream(subscriptions).buffer(SUBJECTS_A_STEP))
                .concatMap(some -> step(unit, merchant, List.of(), some, trails))
                .then(Mono.defer(() -> trails.complete(unit, scheduler)))
                .publishOn(scheduler);
    }

    private Mono<Void> step(
            Connection unit,
            Merchant merchant,
            List<ChargeKey> charges,
            List<SubscriptionKey> subscriptions,
            Trails trails) {
        return recollections
                .of(unit, merchant, charges, subscriptions)
                .publishOn(scheduler)
                .doOnNext(trails::follow)
                .then();
    }
}

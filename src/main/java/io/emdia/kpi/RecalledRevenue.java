package io.emdia.kpi;

import io.emdia.ledger.Projection.Changes;
import io.emdia.ledger.Projection.SubscriptionChange;
import io.emdia.ledger.Recollection;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is kept of subscriptions and payers as it was known at a moment; nothing of that is written
 * here.
 *
 * @param cells hold what the charges say, and take what that and the subscriptions move
 */
record RecalledRevenue(RecallReading reading, Scheduler scheduler, Cells cells) {

    /** Subscriptions at one time. */
    private static final int PAGE = 2_000;

    /** From what is stored to what was known. */
    Mono<Cells> moveStored(List<Touched> touched) {
        var keys = new TreeSet<>(Subscribers.bySubscription(cells.namings().netted()).keySet());
        touched.stream().map(Touched::subscription).flatMap(Stream::ofNullable).forEach(keys::add);
        var rows = new SubscriberRows(reading.unit(), cells);
        return Flux.fromIterable(keys)
                .buffer(PAGE)
                .concatMap(
                        page -> thenAndNow(page).flatMap(some -> rows.recall(some, scheduler)), 1)
                .then(Mono.defer(() -> PayerRows.recall(reading.unit(), cells, scheduler)))
                .thenReturn(cells);
    }

    private Mono<List<SubscriptionChange>> thenAndNow(List<SubscriptionKey> keys) {
        return reading.recollections()
                .thenAndNow(reading.unit(), reading.merchant(), List.of(), keys, reading.then())
                .flatMap(this::changes);
    }

    /** From nothing to what was known. */
    Mono<Cells> moveNone() {
        var all = new ArrayList<SubscriptionChange>();
        return page(null)
                .expand(keys -> keys.size() < PAGE ? Mono.empty() : page(keys.getLast()))
                .concatMap(keys -> then(keys).doOnNext(all::addAll), 1)
                .then(Mono.fromCallable(() -> moved(all)).subscribeOn(scheduler));
    }

    private Cells moved(List<SubscriptionChange> changes) {
        new Subscribers().move(new Changes(List.of(), changes), cells);
        return cells;
    }

    private Mono<List<SubscriptionKey>> page(@Nullable SubscriptionKey after) {
        return reading.recollections()
                .subscriptionsAfter(reading.unit(), reading.merchant().id(), after, PAGE);
    }

    private Mono<List<SubscriptionChange>> then(List<SubscriptionKey> keys) {
        return reading.recollections()
                .then(reading.unit(), reading.merchant(), List.of(), keys, reading.then())
                .flatMap(this::changes);
    }

    private Mono<List<SubscriptionChange>> changes(Recollection recollection) {
        return Mono.fromCallable(() -> changed(recollection)).subscribeOn(scheduler);
    }

    private List<SubscriptionChange> changed(Recollection recollection) {
        var known = recollection.at(reading.then());
        return recollection.subscriptions().stream()
                .map(
                        key ->
                                new SubscriptionChange(
                                        key, recollection.stored(key), known.subscription(key)))
                .toList();
    }
}

package io.emdia.kpi;

import io.emdia.kpi.CellTable.Cell;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.States;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One recount of a merchant's cells within one snapshot, each kind from what is stored of the kind
 * it is made of: cells and rows of customers and subscriptions from charges, those of payers from
 * subscriptions and their rows, movements from payers. So each is judged by itself, and what is
 * missing of one stays the same whatever is mended of another. Not for several threads.
 */
final class Recounting {

    private static final int STATES_A_PAGE = 500;
    private static final int CELLS_A_MEND = 1_000;

    private final Connection snapshot;
    private final States states;
    private final String merchantId;
    private final CellDrift drift;
    private final Pace pace;
    private final Cells all = new Cells();
    private final KeptComparison<Key.Edge> debtors;
    private final KeptComparison<Key.Step> payers;
    private final SubscriberComparison subscribers;
    private final MoverComparison movers;
    private final List<Mend> mends = new ArrayList<>();
    private long charges;

    Recounting(Connection snapshot, States states, String merchantId, CellDrift drift, Pace pace) {
        this.snapshot = snapshot;
        this.states = states;
        this.merchantId = merchantId;
        this.drift = drift;
        this.pace = pace;
        this.subscribers = new SubscriberComparison(drift);
        this.movers = new MoverComparison(drift);
        this.debtors = new KeptComparison<>(new DebtorFamily(), drift, all, (_, _) -> {});
        this.payers = new KeptComparison<>(new PayerFamily(), drift, all, movers::weigh);
    }

    Mono<Recount> recount() {
        return eachOfCharges(this::add)
                .then(Mono.defer(() -> eachOfSubscriptions(subscribers, this::addSubscriptions)))
                .then(Mono.defer(() -> debtors.compare(snapshot, merchantId, pace)))
                .then(Mono.defer(() -> payers.compare(snapshot, merchantId, pace)))
                .then(Mono.defer(() -> movers.compare(snapshot, merchantId, pace)))
                .then(Mono.defer(this::compareCells))
                .then(Mono.defer(this::countWrong))
                .then(Mono.fromSupplier(this::recounted));
    }

    /** Contributions of all charges, page by page. */
    private Mono<Void> eachOfCharges(Consumer<Cells> each) {
        return chargesAfter(null, each).expand(last -> chargesAfter(last, each)).then();
    }

    /** The last charge of a full page; empty at the end. */
    private Mono<ChargeKey> chargesAfter(@Nullable ChargeKey after, Consumer<Cells> each) {
        return pace.page(
                        Mono.defer(() -> states.charges(snapshot, merchantId, after, STATES_A_PAGE))
                                .doOnNext(page -> each.accept(CellProjection.contributed(page))))
                .doOnNext(page -> charges += page.size())
                .filter(page -> page.size() == STATES_A_PAGE)
                .map(page -> page.getLast().key());
    }

    private Mono<Void> eachOfSubscriptions(SubscriberComparison rows, Consumer<Cells> each) {
        return subscriptionsAfter(null, rows, each)
                .expand(last -> subscriptionsAfter(last, rows, each))
                .then();
    }

    private Mono<SubscriptionKey> subscriptionsAfter(
            @Nullable SubscriptionKey after, SubscriberComparison rows, Consumer<Cells> each) {
        return pace.page(
                        Mono.defer(
                                        () ->
                                                states.subscriptions(
                                                        snapshot, merchantId, after, STATES_A_PAGE))
                                .flatMap(
                                        page ->
                                                rows.contributed(snapshot, page)
                                                        .doOnNext(each)
                                                        .thenReturn(page)))
                .filter(page -> page.size() == STATES_A_PAGE)
                .map(page -> page.getLast().key());
    }

    private void add(Cells contributed) {
        debtors.weigh(contributed);
        subscribers.weigh(contributed);
        contributed.addTo(all);
    }

    private void addSubscriptions(Cells contributed) {
        payers.weigh(contributed);
        contributed.addTo(all);
    }

    private Mono<Void> compareCells() {
        var netted = CellFamily.Netted.of(all);
        netted.of(Cells::used).keySet().forEach(used -> drift.add(used.currency(), 0));
        return Flux.fromIterable(CellFamily.ALL)
                .concatMap(family -> compare(family, netted))
                .then();
    }

    private <K extends Key<K>> Mono<Void> compare(
            CellFamily<K> family, CellFamily.Netted recounted) {
        return new CellComparison<>(family.table(), family.of(recounted), drift)
                .missing(snapshot, merchantId, pace)
                .doOnNext(missing -> addMends(family.table(), missing))
                .then();
    }

    private void addMends(CellTable<?> table, List<Cell> missing) {
        for (int from = 0; from < missing.size(); from += CELLS_A_MEND) {
            var to = Math.min(missing.size(), from + CELLS_A_MEND);
            var some = List.copyOf(missing.subList(from, to));
            mends.add(transaction -> table.add(transaction, merchantId, some));
        }
    }

    /** The parts of what is wrong, from another look at the states. */
    private Mono<Void> countWrong() {
        var counted = charges;
        var ofCharges = debtors.isAllRight() ? Mono.<Void>empty() : eachOfCharges(debtors::count);
        var ofSubscriptions =
                payers.isAllRight()
                        ? Mono.<Void>empty()
                        : eachOfSubscriptions(
                                new SubscriberComparison(new CellDrift(0)), payers::count);
        return ofCharges.then(ofSubscriptions).doOnSuccess(_ -> charges = counted);
    }

    /** Movements first: payers are mended by what their movements are. */
    private Recount recounted() {
        mends.addAll(movers.mends());
        mends.addAll(debtors.mends(states));
        mends.addAll(payers.mends(states));
        mends.addAll(subscribers.mends(states));
        return new Recount(merchantId, charges, mends);
    }
}

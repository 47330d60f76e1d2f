package io.emdia.kpi;

import io.emdia.kpi.CellTable.Cell;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.States;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One recount of a merchant's cells within one snapshot. Not for several threads. */
final class Recounting {

    private static final int CHARGES_A_PAGE = 500;
    private static final int CELLS_A_MEND = 1_000;

    private final Connection snapshot;
    private final States states;
    private final String merchantId;
    private final CellDrift drift;
    private final Pace pace;
    private final Cells all = new Cells();
    private final List<KeptComparison<?>> kept;
    private final List<Mend> mends = new ArrayList<>();
    private long charges;

    Recounting(Connection snapshot, States states, String merchantId, CellDrift drift, Pace pace) {
        this.snapshot = snapshot;
        this.states = states;
        this.merchantId = merchantId;
        this.drift = drift;
        this.pace = pace;
        this.kept = List.copyOf(KeptFamily.ALL.stream().map(family -> of(family, drift)).toList());
    }

    private static <K extends Key<K>> KeptComparison<K> of(KeptFamily<K> family, CellDrift drift) {
        return new KeptComparison<>(family, drift);
    }

    Mono<Recount> recount() {
        return eachPage(this::add)
                .then(Mono.defer(this::compareCells))
                .then(Mono.defer(this::compareKept))
                .then(Mono.fromSupplier(() -> new Recount(merchantId, charges, mends)));
    }

    /** Contributions of all states, page by page. */
    private Mono<Void> eachPage(Consumer<Cells> each) {
        return page(null, each).expand(last -> page(last, each)).then();
    }

    /** The last charge of a full page; empty at the end. */
    private Mono<ChargeKey> page(@Nullable ChargeKey after, Consumer<Cells> each) {
        return pace.page(
                        Mono.defer(
                                        () ->
                                                states.charges(
                                                        snapshot,
                                                        merchantId,
                                                        after,
                                                        CHARGES_A_PAGE))
                                .doOnNext(page -> each.accept(CellProjection.contributed(page))))
                .doOnNext(page -> charges += page.size())
                .filter(page -> page.size() == CHARGES_A_PAGE)
                .map(page -> page.getLast().key());
    }

    private void add(Cells contributed) {
        kept.forEach(family -> family.weigh(contributed));
        contributed.namings().clear();
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
            var some =
                    List.copyOf(
                            missing.subList(from, Math.min(missing.size(), from + CELLS_A_MEND)));
            mends.add(transaction -> table.add(transaction, merchantId, some));
        }
    }

    private Mono<Void> compareKept() {
        return Flux.zip(Flux.fromIterable(KeptFamily.ALL), Flux.fromIterable(kept))
                .concatMap(both -> compare(both.getT1(), both.getT2()))
                .then(Mono.defer(this::countWrong))
                .then(Mono.fromRunnable(this::addKeptMends));
    }

    private Mono<Void> compare(KeptFamily<?> family, KeptComparison<?> rows) {
        return rows.compare(snapshot, merchantId, pace)
                .then(Mono.fromSupplier(() -> CellFamily.Netted.of(rows.made())))
                .flatMapMany(
                        made ->
                                Flux.fromIterable(family.made())
                                        .concatMap(cells -> compare(cells, made)))
                .then();
    }

    private Mono<Void> countWrong() {
        if (kept.stream().allMatch(KeptComparison::isAllRight)) {
            return Mono.empty();
        }
        var counted = charges;
        return eachPage(contributed -> kept.forEach(family -> family.count(contributed)))
                .doFinally(_ -> charges = counted);
    }

    private void addKeptMends() {
        kept.forEach(family -> mends.addAll(family.mends(states)));
    }
}

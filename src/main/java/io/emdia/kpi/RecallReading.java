package io.emdia.kpi;

import static java.util.stream.Collectors.toSet;

import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.ChargeStates;
import io.emdia.ledger.Recollection;
import io.emdia.ledger.Recollections;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads what was known of charges at a moment, a page after the other on one connection. */
record RecallReading(
        Recollections recollections, Connection unit, Merchant merchant, Instant then) {

    /** Charges of a page; a few pages are in memory at one time. */
    private static final int PAGE = 2_000;

    /** Events recorded since. */
    Mono<Long> recordedSince() {
        return recollections.recordedSince(unit, merchant.id(), then);
    }

    /** What was recorded something of since. */
    Mono<List<Touched>> touched(int limit) {
        return recollections.touchedSince(unit, merchant.id(), then, null, limit);
    }

    /** From what is stored to what was known: of the charges touched since alone. */
    Flux<RecallPage> apart(List<Touched> touched) {
        Set<ChargeKey> seen = new HashSet<>();
        return changed(touched, seen, this::thenAndNow).concatWith(gone(touched, seen));
    }

    /** From nothing to what was known: of the charges touched since, and of all others. */
    Flux<RecallPage> whole(List<Touched> touched) {
        Set<ChargeKey> seen = new HashSet<>();
        var all = keys(touched.stream()).collect(toSet());
        return changed(touched, seen, this::then).concatWith(untouched(all, seen));
    }

    /** Charges of which something was recorded both before and since, and their other names. */
    private Flux<RecallPage> changed(
            List<Touched> touched,
            Set<ChargeKey> seen,
            Function<List<ChargeKey>, Mono<Recollection>> read) {
        return Flux.fromStream(keys(touched.stream().filter(one -> !one.isNew())))
                .buffer(PAGE)
                .concatMap(keys -> read.apply(keys).map(known -> folded(known, seen)), 1);
    }

    private static RecallPage folded(Recollection known, Set<ChargeKey> seen) {
        return new RecallPage.Folded(known, unseen(known.charges(), seen));
    }

    private Flux<RecallPage> gone(List<Touched> touched, Set<ChargeKey> seen) {
        var keys = keys(touched.stream().filter(Touched::isNew)).filter(key -> !seen.contains(key));
        return Flux.fromStream(keys)
                .buffer(PAGE)
                .concatMap(page -> now(page).map(RecallPage.New::new), 1);
    }

    private Flux<RecallPage> untouched(Set<ChargeKey> touched, Set<ChargeKey> seen) {
        return pages(
                keys ->
                        untouched(
                                keys.stream()
                                        .filter(key -> !touched.contains(key))
                                        .filter(key -> !seen.contains(key))
                                        .toList()));
    }

    /** Every charge there is, as if none of them were stored. */
    Flux<RecallPage> whole() {
        return pages(keys -> then(keys).map(known -> new RecallPage.Folded(known, keys)));
    }

    private static Stream<ChargeKey> keys(Stream<Touched> touched) {
        return touched.map(Touched::charge).flatMap(Stream::ofNullable);
    }

    private static List<ChargeKey> unseen(Collection<ChargeKey> keys, Set<ChargeKey> seen) {
        return keys.stream().filter(seen::add).toList();
    }

    private Mono<RecallPage> untouched(List<ChargeKey> keys) {
        return now(keys).map(RecallPage.Untouched::new);
    }

    private record Read(List<ChargeKey> keys, RecallPage page) {}

    /** All charges there are, one page after the other. */
    private Flux<RecallPage> pages(Function<List<ChargeKey>, Mono<RecallPage>> read) {
        return page(null, read)
                .expand(
                        last ->
                                last.keys().size() < PAGE
                                        ? Mono.empty()
                                        : page(last.keys().getLast(), read))
                .map(Read::page);
    }

    private Mono<Read> page(
            @Nullable ChargeKey after, Function<List<ChargeKey>, Mono<RecallPage>> read) {
        return recollections
                .chargesAfter(unit, merchant.id(), after, PAGE)
                .flatMap(keys -> read.apply(keys).map(page -> new Read(keys, page)));
    }

    private Mono<Recollection> thenAndNow(List<ChargeKey> keys) {
        return recollections.thenAndNow(unit, merchant, keys, List.of(), then);
    }

    private Mono<Recollection> then(List<ChargeKey> keys) {
        return recollections.then(unit, merchant, keys, List.of(), then);
    }

    private Mono<ChargeStates> now(List<ChargeKey> keys) {
        return recollections.now(unit, keys);
    }
}

package io.emdia.kpi;

import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Recollections;
import io.emdia.ledger.Recollections.Touched;
import io.emdia.merchants.Merchant;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Charges that were touched, and those that have other names of them. */
    Flux<RecallPage> apart(List<Touched> touched) {
        var charges = touched.stream().map(Touched::charge).flatMap(Stream::ofNullable);
        Set<ChargeKey> seen = new HashSet<>();
        return Flux.fromStream(charges).buffer(PAGE).concatMap(keys -> apart(keys, seen), 1);
    }

    private Mono<RecallPage> apart(List<ChargeKey> keys, Set<ChargeKey> seen) {
        return recollections
                .thenAndNow(unit, merchant, keys, List.of(), then)
                .map(known -> new RecallPage(known, unseen(known.charges(), seen)));
    }

    private static List<ChargeKey> unseen(Set<ChargeKey> keys, Set<ChargeKey> seen) {
        return keys.stream().filter(seen::add).toList();
    }

    /** Every charge there is, as if none of them were stored. */
    Flux<RecallPage> whole() {
        return after(null).expand(this::next);
    }

    private Mono<RecallPage> next(RecallPage page) {
        return page.keys().size() < PAGE ? Mono.empty() : after(page.keys().getLast());
    }

    private Mono<RecallPage> after(@Nullable ChargeKey after) {
        return recollections.chargesAfter(unit, merchant.id(), after, PAGE).flatMap(this::page);
    }

    private Mono<RecallPage> page(List<ChargeKey> keys) {
        return recollections
                .then(unit, merchant, keys, List.of(), then)
                .map(known -> new RecallPage(known, keys));
    }
}

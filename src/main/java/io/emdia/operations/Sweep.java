package io.emdia.operations;

import io.emdia.processing.Quarantine;
import io.emdia.processing.Quarantine.Replay;
import io.emdia.processing.QuarantineFilter;
import io.emdia.processing.QuarantineSearch;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Settles the deliveries that a selection means one after the other, as if each were asked for. A
 * call that is cut off has settled some of them; the same call again goes on.
 */
@Component
class Sweep {

    /** Deliveries of one call: what a request can wait for. */
    static final int PER_CALL_MAX = 500;

    private final Quarantine quarantine;
    private final QuarantineSearch search;

    Sweep(Quarantine quarantine, QuarantineSearch search) {
        this.quarantine = quarantine;
        this.search = search;
    }

    /**
     * @param ids the first so many, the oldest first
     * @param matched all of them
     */
    record Meant(List<Long> ids, long matched) {

        long remaining() {
            return matched - ids.size();
        }

        /** Names the last of them, where more follow. */
        @Nullable String nextCursor() {
            return remaining() > 0 ? String.valueOf(ids.getLast()) : null;
        }
    }

    /**
     * @param matched open ones that fit, from the cursor on
     * @param askedAgain wait for an answer of their gateway, which is asked at once
     * @param stillKept could not be applied this time either, and say why in the list
     * @param remaining of the matched, not tried by this call
     */
    record Replayed(
            long matched,
            long replayed,
            long askedAgain,
            long stillKept,
            long remaining,
            @Nullable String nextCursor) {}

    record Discarded(long matched, long discarded, long remaining, @Nullable String nextCursor) {}

    Mono<Meant> meant(String merchant, QuarantineSelection selection) {
        return Mono.fromCallable(selection::filter)
                .flatMap(filter -> meant(merchant, filter, selection.above()));
    }

    private Mono<Meant> meant(String merchant, QuarantineFilter filter, long above) {
        return search.oldest(merchant, filter, above, PER_CALL_MAX)
                .flatMap(
                        ids ->
                                search.count(merchant, filter, above)
                                        .map(all -> new Meant(ids, Math.max(all, ids.size()))));
    }

    Mono<Replayed> replay(String merchant, QuarantineSelection selection) {
        return meant(merchant, selection).flatMap(meant -> replay(merchant, meant));
    }

    private Mono<Replayed> replay(String merchant, Meant meant) {
        return Flux.fromIterable(meant.ids())
                .concatMap(id -> quarantine.replay(merchant, id), 1)
                .collectList()
                .map(replays -> told(meant, replays));
    }

    private static Replayed told(Meant meant, List<Replay> replays) {
        var asked = replays.stream().filter(Replay.AskedAgain.class::isInstance).count();
        var still = replays.stream().filter(Replay.StillKept.class::isInstance).count();
        return new Replayed(
                meant.matched(),
                replays.size() - asked - still,
                asked,
                still,
                meant.remaining(),
                meant.nextCursor());
    }

    Mono<Discarded> discard(String merchant, QuarantineSelection selection) {
        return meant(merchant, selection)
                .flatMap(
                        meant ->
                                Flux.fromIterable(meant.ids())
                                        .concatMap(id -> quarantine.discard(merchant, id), 1)
                                        .count()
                                        .map(discarded -> told(meant, discarded)));
    }

    private static Discarded told(Meant meant, long discarded) {
        return new Discarded(meant.matched(), discarded, meant.remaining(), meant.nextCursor());
    }
}

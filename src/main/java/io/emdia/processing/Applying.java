package io.emdia.processing;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.emdia.database.SqlFailure;
import io.emdia.deliveries.Bulletins;
import io.emdia.ledger.Ledger;
import io.emdia.ledger.Ledger.Applied;
import io.emdia.ledger.Ledger.Entry;
import io.emdia.processing.Read.Readable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands deliveries to the ledger, several a transaction. Where it refuses their content, they are
 * halved until the one delivery stands alone, which is kept aside. Any other failure goes up.
 */
@Component
final class Applying {

    private static final Logger LOG = LoggerFactory.getLogger(Applying.class);
    private static final int POSTS_AT_ONCE = 16;

    private final Ledger ledger;
    private final Keeping quarantine;
    private final Bulletins bulletins;
    private final PipelineMeters meters;
    private final int eventsMax;
    private final int transactionsAtOnce;

    Applying(
            Ledger ledger,
            Keeping quarantine,
            Bulletins bulletins,
            PipelineMeters meters,
            ProcessingSettings settings) {
        this.ledger = ledger;
        this.quarantine = quarantine;
        this.bulletins = bulletins;
        this.meters = meters;
        this.eventsMax = settings.eventsMax();
        this.transactionsAtOnce = settings.transactionsAtOnce();
    }

    /** Completes when each of them is either applied or kept aside. */
    Mono<Void> apply(List<Readable> deliveries) {
        return Flux.fromIterable(lanes(deliveries))
                .flatMapDelayError(this::inTurn, transactionsAtOnce, 1)
                .then();
    }

    private Mono<Void> inTurn(List<Readable> lane) {
        return Flux.fromIterable(transactions(lane)).concatMap(this::halving).then();
    }

    /**
     * By merchant, so that no two transactions of a batch wait for each other's rows, about as long
     * as each other, and each in the order of the log.
     */
    private List<List<Readable>> lanes(List<Readable> deliveries) {
        var waiting = new int[transactionsAtOnce];
        var laneOf = new HashMap<String, Integer>();
        deliveries.stream().collect(groupingBy(Applying::merchant, counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(one -> laneOf.put(one.getKey(), shortest(waiting, one.getValue())));
        return List.copyOf(
                deliveries.stream()
                        .collect(groupingBy(readable -> laneOf.get(merchant(readable))))
                        .values());
    }

    private static String merchant(Readable readable) {
        return readable.logged().delivery().merchantId();
    }

    /** Puts so many more on the shortest lane, and answers which it was. */
    private static int shortest(int[] waiting, long more) {
        var shortest = 0;
        for (int lane = 1; lane < waiting.length; lane++) {
            if (waiting[lane] < waiting[shortest]) {
                shortest = lane;
            }
        }
        waiting[shortest] += Math.toIntExact(more);
        return shortest;
    }

    /** Applies one delivery; fails with whatever the ledger failed with. */
    Mono<Void> applyAlone(Readable delivery) {
        return together(List.of(delivery));
    }

    /** Why the ledger would not have it, for a person: no word of what the delivery holds. */
    static String refusal(Throwable failure) {
        var state = SqlFailure.state(failure);
        return state == null
                ? "the ledger failed with " + failure.getClass().getSimpleName()
                : "the database refused it with " + state;
    }

    private Mono<Void> halving(List<Readable> deliveries) {
        return together(deliveries)
                .onErrorResume(Applying::isRefused, refused -> halve(deliveries, refused));
    }

    private static boolean isRefused(Throwable failure) {
        return SqlFailure.of(failure) == SqlFailure.REFUSED;
    }

    private Mono<Void> halve(List<Readable> deliveries, Throwable refused) {
        if (deliveries.size() == 1) {
            var logged = deliveries.getFirst().logged();
            var reason = refusal(refused);
            // Not the failure itself: the database quotes what it refuses.
            LOG.warn("The delivery at {} is kept aside: {}", logged.position(), reason);
            return quarantine.keep(logged, reason);
        }
        var middle = deliveries.size() / 2;
        return halving(deliveries.subList(0, middle))
                .then(Mono.defer(() -> halving(deliveries.subList(middle, deliveries.size()))));
    }

    private Mono<Void> together(List<Readable> deliveries) {
        var entries = entries(deliveries);
        return entries.isEmpty() ? Mono.empty() : committed(entries).flatMap(this::mark);
    }

    private Mono<Applied> committed(List<Entry> entries) {
        return Mono.defer(
                () -> {
                    var sample = meters.start();
                    return ledger.apply(entries)
                            .doOnSuccess(meters::applied)
                            .doFinally(_ -> meters.ended(sample));
                });
    }

    private Mono<Void> mark(Applied applied) {
        return Flux.fromIterable(Set.copyOf(applied.merchants()))
                .flatMap(this::mark, POSTS_AT_ONCE)
                .then();
    }

    /** A mark may be lost: whoever needs it reads versions as well. */
    private Mono<Void> mark(String merchantId) {
        return bulletins.marks().post(merchantId, null).onErrorComplete();
    }

    private static List<Entry> entries(List<Readable> deliveries) {
        return deliveries.stream().flatMap(delivery -> delivery.entries().stream()).toList();
    }

    private List<List<Readable>> transactions(List<Readable> deliveries) {
        var transactions = new ArrayList<List<Readable>>();
        var current = new ArrayList<Readable>();
        var events = 0;
        for (var delivery : deliveries) {
            var more = delivery.entries().size();
            if (!current.isEmpty() && events + more > eventsMax) {
                transactions.add(List.copyOf(current));
                current.clear();
                events = 0;
            }
            current.add(delivery);
            events += more;
        }
        if (!current.isEmpty()) {
            transactions.add(List.copyOf(current));
        }
        return transactions;
    }
}

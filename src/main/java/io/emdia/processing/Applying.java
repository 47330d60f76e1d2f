package io.emdia.processing;

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
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** By merchant, so that no two transactions of a batch wait for each other's rows. */
    private List<List<Readable>> lanes(List<Readable> deliveries) {
        var byMerchant =
                deliveries.stream()
                        .collect(
                                Collectors.groupingBy(
                                        readable -> readable.logged().delivery().merchantId(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var lanes = new ArrayList<List<Readable>>();
        byMerchant.values().stream()
                .sorted(Comparator.comparing(List<Readable>::size).reversed())
                .forEach(merchant -> shortest(lanes).addAll(merchant));
        return lanes;
    }

    private List<Readable> shortest(List<List<Readable>> lanes) {
        if (lanes.size() < transactionsAtOnce) {
            lanes.add(new ArrayList<>());
            return lanes.getLast();
        }
        return Collections.min(lanes, Comparator.comparing(List::size));
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
            LOG.warn("The delivery at {} is kept aside", logged.position(), refused);
            return quarantine.keep(logged, refusal(refused));
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

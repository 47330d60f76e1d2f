package io.emdia.kpi;

import static java.util.stream.Collectors.toMap;

import io.emdia.kpi.Replay.Kept;
import io.emdia.kpi.Replay.Told;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.emdia.money.Fraction;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What events moved of recurring revenue and of subscriptions, learned in any order. It does not
 * add up charge by charge, nor subscription by subscription: whoever pays for what was told of is
 * taken back to what they were and moved forth again, once for all who ask.
 */
final class RevenuePast implements Learner {

    /** Subscriptions or payers that are read at one time. */
    private static final int KEYS_A_PAGE = 2_000;

    private final SortedMap<Happening, Told> told = new TreeMap<>();
    private final Map<Scope, RevenueSums> asked = new HashMap<>();
    private final Map<SubscriptionKey, Kept> subscriptions = new HashMap<>();
    private final Map<Payer, PayerSteps> payers = new HashMap<>();
    private final Map<Scope, RevenueWay> ways = new HashMap<>();

    /** Whoever wants to know of a way asks before it is walked. */
    void ask(Scope scope, RevenueSums now) {
        asked.put(scope, now);
    }

    @Override
    public boolean asksForSubscriptions() {
        return true;
    }

    @Override
    public void learn(Happening happening, Delta delta) {
        if (!delta.cells().namings().netted().isEmpty() || !delta.subscriptions().isEmpty()) {
            told.computeIfAbsent(happening, _ -> new Told()).add(delta);
        }
    }

    @Override
    public Mono<Void> complete(Connection unit, Scheduler scheduler) {
        var changed = changed();
        return Flux.fromIterable(subscriptions())
                .buffer(KEYS_A_PAGE)
                .concatMap(keys -> KeptSubscriptions.load(unit, keys, changed, scheduler))
                .doOnNext(subscriptions::putAll)
                .then(Mono.fromSupplier(this::payers).subscribeOn(scheduler))
                .flatMapMany(Flux::fromIterable)
                .buffer(KEYS_A_PAGE)
                .concatMap(keys -> PayerRows.load(unit, keys))
                .doOnNext(payers::putAll)
                .then();
    }

    /** Those that an event told of, or a charge that an event changed. */
    SortedSet<SubscriptionKey> subscriptions() {
        var keys = changed();
        for (var event : told.values()) {
            event.namings().each((naming, _) -> keys.add(naming.subscription()));
        }
        return keys;
    }

    private SortedSet<SubscriptionKey> changed() {
        var keys = new TreeSet<SubscriptionKey>();
        for (var event : told.values()) {
            event.subscriptions().forEach(change -> keys.add(change.key()));
        }
        return keys;
    }

    private SortedSet<Payer> payers() {
        return new Replay(told, subscriptions).payers();
    }

    /** Instead of {@link #complete}. */
    void know(Map<SubscriptionKey, Kept> kept, Map<Payer, PayerSteps> steps) {
        subscriptions.putAll(kept);
        payers.putAll(steps);
    }

    /** All ways of one question are told in the same parts of a minor unit. */
    RevenueWay way(Scope scope) {
        if (ways.isEmpty()) {
            var walked = walked();
            var parts =
                    walked.values().stream()
                            .map(RevenueWay::leastParts)
                            .reduce(BigInteger.ONE, Fraction::leastCommonMultiple);
            walked.forEach((one, way) -> ways.put(one, way.in(parts)));
        }
        return Objects.requireNonNull(ways.get(scope));
    }

    private Map<Scope, RevenueWay> walked() {
        var moves = new Replay(told, subscriptions).moves(payers);
        return asked.entrySet().stream()
                .collect(toMap(Entry::getKey, one -> walked(one.getKey(), one.getValue(), moves)));
    }

    private static RevenueWay walked(
            Scope scope, RevenueSums now, SortedMap<Happening, Cells> moves) {
        var adds = new TreeMap<Happening, RevenueSums>();
        moves.forEach((event, cells) -> adds.put(event, new RevenueSumming(cells, scope).sums()));
        return RevenueWay.of(now, adds);
    }
}

package io.emdia.ledger;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.toMap;

import io.emdia.facts.ChargeFact;
import io.emdia.facts.ChargeFact.ChargeLinked;
import io.emdia.facts.ChargeFact.PaymentFailed;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which facts are told of a charge, under its own id and under its other names, by looking through
 * all of them.
 *
 * @param all from the oldest to the newest by truth
 */
record SlowNames(List<Said> all) {

    private static final long NEAR_NANOS = 60_000_000_000L;

    String named(String id) {
        var end = firm(id);
        var claims = new TreeSet<String>();
        for (var carrier : all) {
            if (carrier.fact() instanceof ChargeLinked link
                    && link.hint()
                    && firm(link.chargeId()).equals(end)) {
                hints(link.of()).forEach(hint -> claims.add(firm(hint.of())));
            }
        }
        claims.remove(end);
        return claims.isEmpty() ? end : claims.iterator().next();
    }

    private Stream<ChargeLinked> hints(String id) {
        return of(ChargeLinked.class, id).filter(ChargeLinked::hint);
    }

    private String firm(String id) {
        return of(ChargeLinked.class, id)
                .filter(link -> !link.hint())
                .reduce((_, newer) -> newer)
                .map(link -> firm(link.of()))
                .orElse(id);
    }

    <F extends ChargeFact> Stream<F> of(Class<F> kind, String id) {
        return all.stream()
                .map(Said::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fact -> fact.chargeId().equals(id));
    }

    Stream<ChargeFact> alias(String id) {
        return all.stream()
                .map(Said::fact)
                .filter(fact -> !fact.chargeId().equals(id) && named(fact.chargeId()).equals(id));
    }

    /** What other names tell that a gateway itself told to be names of this charge. */
    <F extends ChargeFact> Stream<F> outright(Class<F> kind, String id) {
        return alias(id)
                .filter(fact -> firm(fact.chargeId()).equals(id))
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    <F extends ChargeFact> Collection<F> newest(Class<F> kind, String id, Function<F, String> key) {
        var newest = new TreeMap<String, F>();
        of(kind, id).forEach(fact -> newest.put(key.apply(fact), fact));
        return newest.values();
    }

    /** Under the own id; where there is nothing, under the one other name that tells most. */
    <F extends ChargeFact> Collection<F> newestOfOneName(
            Class<F> kind, String id, Function<F, String> key) {
        var own = newest(kind, id, key);
        if (!own.isEmpty()) {
            return own;
        }
        var names = new TreeMap<String, TreeMap<String, F>>();
        outright(kind, id)
                .forEach(
                        fact ->
                                names.computeIfAbsent(fact.chargeId(), _ -> new TreeMap<>())
                                        .put(key.apply(fact), fact));
        return names.values().stream()
                .max(Comparator.comparingInt(Map::size))
                .map(TreeMap::values)
                .orElse(List.of());
    }

    /** Why an attempt failed, as any name tells it: by its id, else by when it was. */
    PaymentFailed explained(String id, PaymentFailed own) {
        if (own.code() != null) {
            return own;
        }
        var near =
                alias(id)
                        .filter(PaymentFailed.class::isInstance)
                        .map(PaymentFailed.class::cast)
                        .collect(
                                toMap(
                                        one -> List.of(one.chargeId(), one.attemptId()),
                                        one -> one,
                                        (_, newer) -> newer))
                        .values()
                        .stream()
                        .filter(one -> one.code() != null)
                        .filter(one -> distance(one, own) <= NEAR_NANOS)
                        .min(
                                comparingLong((PaymentFailed one) -> distance(one, own))
                                        .thenComparing(PaymentFailed::attemptId)
                                        .thenComparing(PaymentFailed::chargeId));
        return new PaymentFailed(
                own.chargeId(),
                own.attemptId(),
                own.attemptNumber(),
                own.method(),
                near.map(PaymentFailed::code).orElse(null),
                own.failedAt());
    }

    private static long distance(PaymentFailed one, PaymentFailed other) {
        return one.attemptId().equals(other.attemptId())
                ? -1
                : one.failedAt().until(other.failedAt()).abs().toNanos();
    }
}

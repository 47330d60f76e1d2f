package io.emdia.ledger;

import io.emdia.ledger.Projection.ChargeChange;
import io.emdia.ledger.Subscription.SubscriptionKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Charges and subscriptions with all that was ever told of them, to be folded as they were known at
 * any moment: from the facts recorded by then, under today's rules. A link is a fact as any other,
 * so what was linked later comes out apart. Decoding and folding is the caller's own work: keep it
 * off event loops.
 */
public final class Recollection {

    private final String merchantId;
    private final Rules rules;
    private final SortedSet<ChargeKey> charges;
    private final SortedSet<SubscriptionKey> subscriptions;
    private final Now now;
    private final Map<Subject, List<Body>> bodies;

    /**
     * @param charges with every name of each
     */
    Recollection(
            String merchantId,
            Rules rules,
            Collection<ChargeKey> charges,
            Collection<SubscriptionKey> subscriptions,
            Now now,
            Map<Subject, List<Body>> bodies) {
        this.merchantId = merchantId;
        this.rules = rules;
        this.charges = new TreeSet<>(charges);
        this.subscriptions = new TreeSet<>(subscriptions);
        this.now = now;
        this.bodies = bodies;
    }

    Recollection with(Map<Subject, List<Body>> told) {
        return new Recollection(merchantId, rules, charges, subscriptions, now, told);
    }

    /** What is stored, as text, of the charges and subscriptions that count. */
    record Now(Map<ChargeKey, String> charges, Map<SubscriptionKey, String> subscriptions) {

        static final Now UNKNOWN = new Now(Map.of(), Map.of());
    }

    /** The charges that were asked for and all their other names. */
    public SortedSet<ChargeKey> charges() {
        return charges;
    }

    public SortedSet<SubscriptionKey> subscriptions() {
        return subscriptions;
    }

    /** As it is stored now; null for an id that is no charge that counts. */
    public @Nullable Charge stored(ChargeKey key) {
        return RecollectedRows.charge(now.charges().get(key));
    }

    /** As it is stored now. */
    public @Nullable Subscription stored(SubscriptionKey key) {
        return RecollectedRows.subscription(now.subscriptions().get(key));
    }

    /** What is known by the facts recorded up to an instant. */
    public Known at(Instant instant) {
        return new Known(body -> !body.recordedAt().isAfter(instant));
    }

    /** The bodies recorded after an instant, in the order in which they were. */
    public List<Telling> after(Instant instant) {
        var after = new TreeSet<>(Body.BY_RECORD);
        for (var told : bodies.values()) {
            told.stream().filter(body -> body.recordedAt().isAfter(instant)).forEach(after::add);
        }
        var subjects = subjectsByEvent();
        return after.stream()
                .map(body -> new Telling(body, subjects.getOrDefault(body.key(), Set.of())))
                .toList();
    }

    private Map<EventKey, Set<Subject>> subjectsByEvent() {
        var subjects = new HashMap<EventKey, Set<Subject>>();
        bodies.forEach((subject, told) -> told.forEach(body -> add(subjects, body, subject)));
        return subjects;
    }

    private static void add(Map<EventKey, Set<Subject>> subjects, Body body, Subject subject) {
        subjects.computeIfAbsent(body.key(), _ -> new TreeSet<>()).add(subject);
    }

    /** One body of an event, as it was recorded. */
    public final class Telling {

        private final Body body;
        private final Set<Subject> subjects;

        /**
         * @param subjects of every body of its event: where it takes another's place, that one's
         *     are moved too
         */
        private Telling(Body body, Set<Subject> subjects) {
            this.body = body;
            this.subjects = subjects;
        }

        public Ledger.Entry entry() {
            return body.entry();
        }

        /** What is known by this and all that was recorded before. */
        public Known known() {
            return new Known(other -> Body.BY_RECORD.compare(other, body) <= 0);
        }

        /** The charges it may change: those it is about and all their other names. */
        public SortedSet<ChargeKey> charges() {
            return withNames(
                    subjects.stream()
                            .filter(subject -> subject.kind().equals("charge"))
                            .map(Subject::charge));
        }

        /** The subscriptions it may change. */
        public SortedSet<SubscriptionKey> subscriptions() {
            var keys = new TreeSet<SubscriptionKey>();
            subjects.stream()
                    .filter(subject -> subject.kind().equals("subscription"))
                    .forEach(subject -> keys.add(subject.subscription()));
            return keys;
        }
    }

    /** The charges and all their other names, told at whatever time. */
    private SortedSet<ChargeKey> withNames(Stream<ChargeKey> keys) {
        var all = new TreeSet<ChargeKey>();
        var open = new ArrayDeque<>(keys.toList());
        while (!open.isEmpty()) {
            var key = open.remove();
            if (charges.contains(key) && all.add(key)) {
                linked(key).forEach(open::add);
            }
        }
        return all;
    }

    private Stream<ChargeKey> linked(ChargeKey key) {
        var subject = Subject.of(key);
        return bodies.getOrDefault(subject, List.of()).stream()
                .flatMap(body -> body.told(subject))
                .flatMap(told -> ChargeSets.ends(key, told));
    }

    /** The facts known at a moment, and what they make of the charges and subscriptions. */
    public final class Known {

        private final Predicate<Body> isKnown;

        private Known(Predicate<Body> isKnown) {
            this.isKnown = isKnown;
        }

        /** Null for an id of which too little is known, or that is another name of a charge. */
        public @Nullable Charge charge(ChargeKey key) {
            return fold(withNames(Stream.of(key))).get(key);
        }

        /** Those of the ids that are charges that count, each folded with all its names. */
        public SortedMap<ChargeKey, Charge> charges(Collection<ChargeKey> keys) {
            var known = fold(withNames(keys.stream()));
            known.keySet().retainAll(new TreeSet<>(keys));
            return known;
        }

        public @Nullable Subscription subscription(SubscriptionKey key) {
            return SubscriptionFold.fold(key, told(Subject.of(key)), rules);
        }

        /** From what is stored now to what is known at this moment, where the two differ. */
        public Projection.Changes changes() {
            return changes(charges);
        }

        /** The same of some of the charges alone, each folded with all its names. */
        public Projection.Changes changes(Collection<ChargeKey> keys) {
            var known = charges(keys);
            var changes =
                    keys.stream()
                            .sorted()
                            .map(key -> new ChargeChange(key, stored(key), known.get(key)))
                            .filter(change -> !Objects.equals(change.before(), change.after()))
                            .toList();
            return new Projection.Changes(changes);
        }

        private SortedMap<ChargeKey, Charge> fold(Collection<ChargeKey> keys) {
            var told = new HashMap<ChargeKey, List<Told>>();
            var rows = new HashMap<ChargeKey, ChargeRows.Stored>();
            for (var key : keys) {
                told.put(key, told(Subject.of(key)));
                rows.put(key, new ChargeRows.Stored(key, rules.name(), null));
            }
            var folded = new TreeMap<ChargeKey, Charge>();
            for (var fold : folds(new ChargeSets(rows, told))) {
                if (fold.after() != null) {
                    folded.put(fold.key(), fold.after());
                }
            }
            return folded;
        }

        private List<ChargeFolds.Folded> folds(ChargeSets sets) {
            return ChargeFolds.fold(sets, Map.of(merchantId, rules));
        }

        private List<Told> told(Subject subject) {
            var counting = new HashMap<EventKey, Body>();
            bodies.getOrDefault(subject, List.of()).stream()
                    .filter(isKnown)
                    .forEach(body -> counting.merge(body.key(), body, Body::greater));
            return counting.values().stream().flatMap(body -> body.told(subject)).toList();
        }
    }
}

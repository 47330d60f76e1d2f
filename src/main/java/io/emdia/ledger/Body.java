package io.emdia.ledger;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;
import io.emdia.facts.Ids;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A body told under an event's id, whether it counts or not. What it tells is decoded when it is
 * first asked for, by who asks: a connection's event loop only carries the text.
 */
final class Body {

    /** In the order in which they were recorded; ties are broken the same way every time. */
    static final Comparator<Body> BY_RECORD =
            Comparator.comparing(Body::recordedAt)
                    .thenComparing(body -> body.key.connectionId(), Ids.BY_BYTES)
                    .thenComparing(body -> body.key.eventId(), Ids.BY_BYTES)
                    .thenComparing(body -> body.digest, Ids.BY_BYTES);

    private final EventKey key;
    private final String digest;
    private final Instant happenedAt;
    private final Instant recordedAt;
    private final String gateway;
    private final String type;
    private final String text;
    private volatile @Nullable List<Fact> facts;

    Body(
            EventKey key,
            String digest,
            Instant happenedAt,
            Instant recordedAt,
            String gateway,
            String type,
            String text) {
        this.key = key;
        this.digest = digest;
        this.happenedAt = happenedAt;
        this.recordedAt = recordedAt;
        this.gateway = gateway;
        this.type = type;
        this.text = text;
    }

    EventKey key() {
        return key;
    }

    Instant recordedAt() {
        return recordedAt;
    }

    /** Of two bodies told under one id, the one that counts. */
    static Body greater(Body one, Body other) {
        var order = one.happenedAt.compareTo(other.happenedAt);
        var greater = order == 0 ? one.digest.compareTo(other.digest) : order;
        return greater >= 0 ? one : other;
    }

    List<Fact> facts() {
        var known = facts;
        if (known == null) {
            known = FactCodec.read(text);
            facts = known;
        }
        return known;
    }

    /** What it tells of a subject; a link counts for both of its ends. */
    Stream<Told> told(Subject subject) {
        return IntStream.range(0, facts().size())
                .filter(index -> isAbout(subject, facts().get(index)))
                .mapToObj(index -> new Told(key.eventId(), happenedAt, index, facts().get(index)));
    }

    private boolean isAbout(Subject subject, Fact fact) {
        return Subject.of(key, fact).anyMatch(subject::equals);
    }

    Stream<Subject> subjects() {
        return facts().stream().flatMap(fact -> Subject.of(key, fact));
    }

    Ledger.Entry entry() {
        var event = new Event(key.eventId(), type, happenedAt, digest, facts());
        return new Ledger.Entry(key.merchantId(), key.connectionId(), gateway, event, recordedAt);
    }
}

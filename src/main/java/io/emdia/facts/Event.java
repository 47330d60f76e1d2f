package io.emdia.facts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * One event of a gateway and the facts it tells.
 *
 * @param id the gateway's id of it, unique within its connection
 * @param type the gateway's own name of its kind
 * @param timestamp when what it tells happened, cut to the microsecond
 * @param digest SHA-256 of the body (or of the one item of it), 64 lower-case hexadecimal digits;
 *     tells apart two bodies under one id
 * @param facts none for a type we do not know
 */
public record Event(String id, String type, Instant timestamp, String digest, List<Fact> facts) {

    /** Which of two bodies told under one id counts: the greater. */
    public static final Comparator<Event> BY_PRECEDENCE =
            Comparator.comparing(Event::timestamp).thenComparing(Event::digest);

    public Event {
        timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
        facts = List.copyOf(facts);
    }
}

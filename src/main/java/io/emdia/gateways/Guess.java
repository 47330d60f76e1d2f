package io.emdia.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emdia.facts.Event;
import io.emdia.facts.Fact;

import java.time.Instant;
import java.util.List;

/**
 * What a body shows without saying when it happened, as in a dispute that is over by now. It is an
 * event of its own, older than all that is told outright: whoever knows the day is believed, in
 * whichever order they come; of guesses alone, the one that was made first.
 */
public final class Guess {

    /** Brings a century into weeks, in order. */
    private static final int WEEKS_FOR_A_CENTURY = 1_000;

    private Guess() {}

    /**
     * @param told the event that the same body tells outright; its time is when the guess was made
     * @param before no event of the subject is older; the same for all guesses about it
     */
    public static Event beside(Event told, Instant before, List<Fact> facts) {
        var madeAt = told.timestamp();
        var name = "guess|%s|%s|%s".formatted(told.id(), madeAt, told.digest());
        return new Event(
                "~" + Digests.sha256Hex(name.getBytes(UTF_8)),
                told.type(),
                before.minusMillis(madeAt.toEpochMilli() / WEEKS_FOR_A_CENTURY),
                told.digest(),
                facts);
    }
}

package io.emdia.gateways;

/**
 * An authentic body does not hold what it must. The message names the member and what was expected,
 * never what was there instead: it may be personal.
 */
public final class Misread extends RuntimeException {

    public Misread(String member, String expected) {
        super(member + " " + expected, null, false, false);
    }

    /** As a gateway tells it. */
    public Reading.Unreadable reading() {
        return new Reading.Unreadable(String.valueOf(getMessage()));
    }
}

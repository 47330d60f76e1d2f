package io.emdia.gateways;

import java.net.URI;

/** Whether a request is its gateway's. */
public sealed interface Verdict {

    record Authentic() implements Verdict {}

    /** Made beforehand, as the refusals are: finding out which takes as long for either. */
    Verdict AUTHENTIC = new Authentic();

    /**
     * @param reason for the log and a counter, never for the answer; holds nothing of the request
     */
    record Refused(String reason) implements Verdict {}

    /**
     * Cannot be told before this key set has been read again; it names a key that is not known. Who
     * has just read the set refuses.
     */
    record KeyMissing(URI keySet) implements Verdict {}

    /** The refusal is made beforehand. */
    static Verdict of(boolean isAuthentic, Verdict refusal) {
        return isAuthentic ? AUTHENTIC : refusal;
    }
}

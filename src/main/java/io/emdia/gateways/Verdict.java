package io.emdia.gateways;

/** Whether a request is its gateway's. */
public sealed interface Verdict {

    record Authentic() implements Verdict {}

    /**
     * @param reason for the log and a counter, never for the answer; holds nothing of the request
     */
    record Refused(String reason) implements Verdict {}
}

package io.emdia.gateways;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One kind of payment gateway: judges raw bytes, and reads authentic ones into facts. Stateless,
 * pure and total: no method blocks, keeps anything, or throws for what a request holds. There are
 * no default methods, so that a new gateway can only fail closed.
 */
public interface Gateway {

    /** The name a connection is created with, as in {@code stripe}. */
    String name();

    /**
     * Judges a request before anything is parsed. Every live secret is tried, in constant time; who
     * trusts nothing finds nothing authentic.
     */
    Verdict authenticate(Arrival arrival, Trust trust, Instant now);

    /**
     * Reads an authentic request, today or years later; knows no replay window. A body that was
     * asked for says so: see {@link Fetched}.
     */
    Reading read(Arrival arrival, Map<String, String> settings);

    /** Names, in lower case, of the headers that reading needs; never one that holds a secret. */
    Set<String> keptHeaders();

    /** What this gateway puts behind the path it was given, as in {@code pix}; mostly none. */
    Set<String> pathEndings();

    /** The body of a 200 answer that this gateway wants, empty for none. */
    String acceptedBody();

    /**
     * A webhook of this gateway that moves no figure, with the proof of the connection's newest
     * secret: what {@link #authenticate} believes and {@link #read} reads as one event without
     * facts.
     *
     * @param id of this trial: letters, digits, hyphens and underscores
     */
    Trial trial(String id, Trust trust, Instant now);

    /** Why these secrets cannot authenticate anything (empty when they can), for a person. */
    List<String> objectionsTo(List<String> secrets, Map<String, String> settings);
}

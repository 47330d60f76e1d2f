package io.emdia.intake;

import io.emdia.merchants.Connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * What one connection may do on this node, and how many of its requests in a row were answered with
 * anything but 200: gateways stop a queue after some of those.
 */
final class Turnstile {

    private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);

    /** Asaas stops a queue after 15: time enough to do something. */
    private static final int REFUSALS_WARNED = 5;

    private final Connection connection;
    private final TokenBucket rate;
    private final Semaphore slots;
    private final Places share;
    private final Tally tally = new Tally();

    /**
     * @param share of its merchant, with all its connections
     */
    Turnstile(Connection connection, TokenBucket rate, int slots, Places share) {
        this.connection = connection;
        this.rate = rate;
        this.slots = new Semaphore(slots);
        this.share = share;
    }

    Connection connection() {
        return connection;
    }

    TokenBucket rate() {
        return rate;
    }

    Semaphore slots() {
        return slots;
    }

    Places share() {
        return share;
    }

    /** Since the last 200. */
    int refusals() {
        return tally.refusedInARow();
    }

    /** Warns the fifth time in a row, the tenth, the twentieth and so on. */
    void refused(Instant at, Refusal why) {
        var inARow = tally.refuse(at, why);
        if (inARow % REFUSALS_WARNED == 0 && Integer.bitCount(inARow / REFUSALS_WARNED) == 1) {
            LOG.warn(
                    "{} webhooks in a row of connection {} of merchant {} ({}) were not answered"
                            + " 200: its gateway may stop its queue",
                    inARow,
                    connection.id(),
                    connection.merchantId(),
                    connection.gateway());
        }
    }

    void accepted(Instant at) {
        tally.accept(at);
    }

    Tally tally() {
        return tally;
    }
}

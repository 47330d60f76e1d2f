package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Set;

/**
 * Does to a transaction what the {@link Ledger} would do, and tells what changed. Positions and
 * versions are left alone, so that nobody else waits for the merchant's counter; whoever began the
 * transaction takes it back.
 */
public interface Rehearsal {

    Mono<Rehearsed> apply(Connection transaction, List<Ledger.Entry> batch);

    /**
     * @param charges how many came out different
     * @param currencies of them, before or after
     */
    record Rehearsed(int charges, Set<String> currencies) {}
}

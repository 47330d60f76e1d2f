package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.function.BiConsumer;

/**
 * Rows kept of single customers, because what is shown of them does not add up from contributions:
 * whether a customer is counted depends on all of its charges together. The rows themselves do add
 * up, part by part, and other cells are made of what the rows say.
 *
 * @param <K> the key of one part
 */
interface KeptFamily<K extends Key<K>> {

    String table();

    /** The column of text that holds the parts. */
    String column();

    /** The parts among all contributions. */
    Deltas<K> parts(Cells cells);

    Owner owner(K part);

    /** Hands over every part that a row holds. */
    void each(Owner owner, String text, BiConsumer<K, long[]> part);

    /** The row of such parts. */
    String text(Deltas<K> parts);

    /** Adds what a row makes of other cells. */
    void addMade(Owner owner, String text, Cells into);

    /** Moves the rows by the cells' parts, and adds to the cells what that moves. */
    Mono<Void> move(Connection transaction, Cells cells);
}

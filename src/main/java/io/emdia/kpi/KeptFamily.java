package io.emdia.kpi;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Rows kept of single customers, because what is shown of them does not add up from contributions:
 * whether a customer is counted depends on all of its charges together. The rows themselves do add
 * up, part by part, and other cells are made of what the rows say. What is listed here is
 * recounted, compared and mended by the audit.
 *
 * @param <K> the key of one part
 */
interface KeptFamily<K extends Key<K>> {

    /** In the order in which every transaction touches them. */
    List<KeptFamily<?>> ALL = List.of(new DebtorFamily());

    String table();

    /** The column of text that holds the parts. */
    String column();

    /** The parts among all contributions. */
    Deltas<K> parts(Cells cells);

    Owner owner(K part);

    /** Hands over every part that a row holds. */
    void each(Owner owner, String text, BiConsumer<K, long[]> part);

    /** The row with so much added. */
    String plus(String text, Deltas<K> parts);

    /** Adds what a row makes of other cells. */
    void addMade(Owner owner, String text, Cells into, int sign);

    /** The cells that are made of the rows. */
    List<CellFamily<?>> made();
}

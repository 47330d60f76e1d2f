package io.emdia.kpi;

import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.Recollection;

import java.time.Instant;
import java.util.List;

/**
 * Some charges as they were known, and as they are stored now where that was asked too.
 *
 * @param keys those that no other page has; their other names may be in several
 */
record RecallPage(Recollection recollection, List<ChargeKey> keys) {

    /** From what is stored, or from nothing, to what was known. */
    Cells cells(Instant then) {
        return CellProjection.netted(recollection.at(then).changes(keys));
    }
}

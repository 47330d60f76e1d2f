package io.emdia.ledger;

import io.emdia.database.Row;
import io.r2dbc.spi.Readable;

import java.time.Instant;

/**
 * What was destroyed of a person; kept for good, and holds nothing of the person.
 *
 * @param erasedBy the credential, by its id
 * @param facts that told who it was, and can never be read again
 * @param quarantinedDeliveries whose content was destroyed
 * @param logHoldsUntil when the last delivery that told of the person by then is gone from the log
 */
record ErasureReceipt(
        String id,
        String connectionId,
        String customerId,
        Instant erasedAt,
        String erasedBy,
        String role,
        long facts,
        long quarantinedDeliveries,
        Instant logHoldsUntil) {

    static ErasureReceipt of(Readable row) {
        return new ErasureReceipt(
                String.valueOf(Row.number(row, "id")),
                Row.text(row, "connection_id"),
                Row.text(row, "customer_id"),
                Row.instant(row, "erased_at"),
                Row.text(row, "erased_by"),
                Row.text(row, "role"),
                Row.number(row, "facts"),
                Row.number(row, "quarantined"),
                Row.instant(row, "log_holds_until"));
    }
}

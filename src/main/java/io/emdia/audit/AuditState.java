package io.emdia.audit;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.SortedMap;

/**
 * How far the audits of a merchant are.
 *
 * @param isRunning a node audits it now
 * @param drift what is off, by currency; of the newest audit that ended
 * @param told by the newest audit, null before the first one
 */
record AuditState(
        String merchantId,
        int cellsVersion,
        Instant seenAt,
        long asked,
        long answered,
        boolean isRunning,
        @Nullable Instant begunAt,
        @Nullable Instant endedAt,
        @Nullable Instant auditedAt,
        @Nullable Findings told,
        SortedMap<String, Long> drift,
        long differences) {

    /** Since when nothing is known of it. */
    Instant since() {
        return auditedAt == null ? seenAt : auditedAt;
    }
}

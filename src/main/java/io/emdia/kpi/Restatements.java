package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The figures of a closed month that are no longer what they were when it ended, and the events
 * that made them so. A day that passes restates nothing: both are as of the month's last day.
 *
 * @param knownUntil the midnight that ended the month; facts recorded up to it are those of then
 * @param version of the merchant's figures
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Restatements(
        String month,
        String currency,
        LocalDate asOf,
        KpiDocument.Window window,
        Instant knownUntil,
        long version,
        List<Restatement> items,
        @Nullable String nextCursor) {

    /**
     * @param events the farthest moves first, whichever way
     * @param more events that moved it beside those
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Restatement(
            String metric,
            @Nullable Number then,
            @Nullable Number now,
            List<Item> events,
            long more) {}
}

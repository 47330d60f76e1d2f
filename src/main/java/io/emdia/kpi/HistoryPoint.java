package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * A figure as a document of that day has it, its window the point's interval.
 *
 * @param on the last day of the interval
 * @param value null where there is nothing to divide by
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HistoryPoint(LocalDate on, @Nullable Number value) {}

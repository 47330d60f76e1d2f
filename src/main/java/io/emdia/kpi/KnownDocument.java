package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.time.Instant;

/**
 * A document, perhaps by the facts recorded up to a moment alone. Version and freshness are those
 * of now.
 *
 * @param knownAt left out where no moment was asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnownDocument(@JsonUnwrapped KpiDocument document, @Nullable Instant knownAt) {}

package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A figure, what it was, and what moved it since: events, one after the other in the order of their
 * records, and the days that went by. The numerators of all items, over all pages, add up to the
 * change's, and so do the denominators; events that moved neither are left out.
 *
 * @param version of the merchant's figures; pages of one version fit together
 * @param since facts recorded up to then are those of {@code then}
 * @param denominator null for amounts and counts
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record Comparison(
        String metric,
        String currency,
        LocalDate asOf,
        KpiDocument.Window window,
        long version,
        @Nullable Number value,
        BigInteger numerator,
        @Nullable BigInteger denominator,
        Instant since,
        Then then,
        Change change,
        List<Item> items,
        @Nullable String nextCursor)
        implements Explained {

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Then(
            LocalDate asOf,
            KpiDocument.Window window,
            @Nullable Number value,
            BigInteger numerator,
            @Nullable BigInteger denominator) {

        static Then of(Figure figure, Scope scope) {
            var parts = figure.parts();
            return new Then(
                    scope.asOf(),
                    new KpiDocument.Window(scope.start(), scope.end()),
                    figure.value(),
                    parts.numerator(),
                    parts.denominator());
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Change(BigInteger numerator, @Nullable BigInteger denominator) {

        static Change of(Contribution moved) {
            return new Change(moved.numerator(), moved.denominator());
        }
    }
}

package io.emdia.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;

/**
 * Something that adds to a figure.
 *
 * @param kind {@code charge}, {@code customer}, {@code subscription}, {@code event} or {@code
 *     time_passed}
 * @param id within its connection; null for the time
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Item(
        String kind,
        @Nullable String id,
        BigInteger numerator,
        @Nullable BigInteger denominator,
        @JsonUnwrapped Detail detail) {

    static Item of(Rank rank, Detail detail) {
        var adds = rank.adds();
        var id = rank.id().isEmpty() ? null : rank.id();
        return new Item(detail.kind(), id, adds.numerator(), adds.denominator(), detail);
    }
}

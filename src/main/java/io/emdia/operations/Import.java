package io.emdia.operations;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * How far an import has come.
 *
 * @param format {@code ndjson}, or the table's name
 * @param status {@code reading} while the body comes in, {@code applying} until every line is
 *     applied, then {@code finished}; {@code interrupted} and {@code failed} ones can be continued
 *     by their key
 * @param read lines looked at, empty ones and a header not counted
 * @param applied of these, by what the pipeline has committed
 * @param refused of these, because nobody can read them
 * @param refusals the first of them
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Import(
        String id,
        String connectionId,
        String format,
        String status,
        long read,
        long applied,
        long refused,
        List<Refusal> refusals,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @JsonIgnore int attempt) {

    static final String READING = "reading";
    static final String INTERRUPTED = "interrupted";
    static final String FAILED = "failed";

    record Refusal(long line, String reason) {}

    boolean canGoOn() {
        return status.equals(INTERRUPTED) || status.equals(FAILED);
    }

    boolean isReading() {
        return status.equals(READING);
    }
}

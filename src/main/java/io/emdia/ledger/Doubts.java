package io.emdia.ledger;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Overdue charges whose gateway has said nothing since they were due. */
public interface Doubts {

    /** Those of one connection, the latest due first, from behind a given one on. */
    Mono<List<Doubt>> of(Question question, @Nullable Doubt after, int limit);

    /**
     * @param asOf the day as of whose end something is owed
     * @param dueFrom the first effective due day that is looked at
     * @param dueTo the last one
     */
    record Question(
            String merchantId,
            String connectionId,
            LocalDate asOf,
            LocalDate dueFrom,
            LocalDate dueTo) {}

    record Doubt(String chargeId, LocalDate effectiveDueOn) {}
}

package io.emdia.ledger;

import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** How far each merchant has come; numbers are given in commit order per merchant. */
public interface Progress {

    /** Version and position 0 while nothing was applied. */
    Mono<State> of(String merchantId);

    /** The same, as a unit of work sees it: matches figures read in the same snapshot. */
    Mono<State> of(Connection unit, String merchantId);

    /** Every merchant that has any. */
    Mono<List<State>> all();

    /**
     * Bumps the version once for a business day that began, whoever asks first.
     *
     * @return true for the one whose call did it
     */
    Mono<Boolean> dayBegan(String merchantId, LocalDate day);

    /**
     * @param version rises with every change of the merchant's figures
     * @param position of the newest applied event
     * @param lastDeliveryAt the log's timestamp of the newest delivery applied
     */
    record State(
            String merchantId, long version, long position, @Nullable Instant lastDeliveryAt) {}
}

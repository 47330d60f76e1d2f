package io.emdia.processing;

import io.emdia.deliveries.LoggedDelivery;

import reactor.core.publisher.Mono;

/** Where deliveries go that cannot be applied. */
@FunctionalInterface
interface Keeping {

    /**
     * Keeps it once, however often it comes.
     *
     * @param reason for a person; holds no personal data
     */
    Mono<Void> keep(LoggedDelivery logged, String reason);
}

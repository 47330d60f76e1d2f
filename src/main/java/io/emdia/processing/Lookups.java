package io.emdia.processing;

import io.emdia.processing.Quarantine.Kept;
import io.emdia.processing.Read.Readable;

import reactor.core.publisher.Mono;

import java.util.List;

/** What must be asked of gateways: put by until it is answered, whatever happens to this node. */
interface Lookups {

    /**
     * Puts by everything the deliveries name, once a resource, to be asked for at once. Waits for
     * no gateway.
     */
    Mono<Void> putBy(List<Readable> deliveries);

    /** Makes an open one due now; empty when there is no such one. */
    Mono<Kept> askAgain(String merchantId, long id);
}

package io.emdia.keys;

import reactor.core.publisher.Mono;

/** Something that is kept sealed by the master key, and can be sealed again by the current one. */
public interface Resealing {

    /** What it is, for whoever waits for it. */
    String what();

    /** How many of them an older key sealed. */
    Mono<Long> older();

    /** Seals those again; what does not open stays as it is. */
    Mono<Void> reseal();
}

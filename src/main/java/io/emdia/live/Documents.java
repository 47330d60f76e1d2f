package io.emdia.live;

import reactor.core.publisher.Mono;

/** Where a document comes from; one question, asked again at every change. */
@FunctionalInterface
interface Documents {

    /** The document as it is now, encoded. */
    Mono<Frame> now();
}

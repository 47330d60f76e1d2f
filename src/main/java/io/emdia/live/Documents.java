package io.emdia.live;

import reactor.core.publisher.Mono;

/** Where the documents of one question come from. */
@FunctionalInterface
interface Documents {

    /** The document as it is now, encoded. */
    Mono<Frame> now();
}

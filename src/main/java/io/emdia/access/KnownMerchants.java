package io.emdia.access;

import io.emdia.http.Problem;

import reactor.core.publisher.Mono;

/** Which merchants there are; whoever asks for another meets nothing. */
public interface KnownMerchants {

    Mono<Boolean> hasMerchant(String id);

    /** What is answered for a merchant that is none, or none of the caller's. */
    static Problem noSuchMerchant() {
        return Problem.notFound("there is no such merchant");
    }
}

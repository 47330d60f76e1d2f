package io.emdia.merchants;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The companies that collect, as stored. */
public interface Merchants {

    /** Empty when there is none of that id. */
    Mono<Merchant> find(String id);

    /** All, by id. */
    Flux<Merchant> all();
}

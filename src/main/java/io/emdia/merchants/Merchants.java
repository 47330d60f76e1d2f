package io.emdia.merchants;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The companies that collect, as stored. */
public interface Merchants {

    /** Empty when there is none of that id. */
    Mono<Merchant> find(String id);

    /** The merchant, or a 404 for the caller. */
    default Mono<Merchant> required(String id) {
        return find(id).switchIfEmpty(Mono.error(CallerGate::noSuchMerchant));
    }

    /** All, by id. */
    Flux<Merchant> all();
}

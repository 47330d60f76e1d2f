package io.emdia.merchants;

import io.emdia.access.KnownMerchants;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The companies that collect, as stored. */
public interface Merchants extends KnownMerchants {

    /** Empty when there is none of that id. */
    Mono<Merchant> find(String id);

    @Override
    default Mono<Boolean> hasMerchant(String id) {
        return find(id).hasElement();
    }

    /** The merchant, or a 404 for the caller. */
    default Mono<Merchant> required(String id) {
        return find(id).switchIfEmpty(Mono.error(KnownMerchants::noSuchMerchant));
    }

    /** All, by id. */
    Flux<Merchant> all();
}

package io.emdia.merchants;

import reactor.core.publisher.Mono;

import java.util.List;

/** The connections of one merchant, as stored. */
public interface MerchantConnections {

    /** Those that are enabled, by id. */
    Mono<List<Connection>> enabled(String merchantId);

    /** Makes one of the {@code standard} gateway with a secret that nobody was told. */
    Mono<Connection> createOwn(String merchantId);
}

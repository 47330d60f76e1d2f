package io.emdia.kpi;

import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

/** One step of a repair, small enough for one transaction. */
interface Mend {

    Mono<Void> in(Connection transaction);
}

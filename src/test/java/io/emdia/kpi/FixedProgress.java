package io.emdia.kpi;

import io.emdia.ledger.Progress;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Every merchant stands at one version. */
record FixedProgress(long version) implements Progress {

    @Override
    public Mono<State> of(String merchantId) {
        return Mono.just(new State(merchantId, version, version, null));
    }

    @Override
    public Mono<State> of(Connection unit, String merchantId) {
        return of(merchantId);
    }

    @Override
    public Mono<List<State>> all() {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Boolean> dayBegan(String merchantId, LocalDate day) {
        return Mono.just(false);
    }
}

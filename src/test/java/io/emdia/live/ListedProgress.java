package io.emdia.live;

import io.emdia.ledger.Progress;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Progress in a map, some failures first; remembers the days that began. */
final class ListedProgress implements Progress {

    int failuresLeft;
    final List<String> daysBegun = new ArrayList<>();
    private final Map<String, State> states = new TreeMap<>();

    void moveTo(String merchantId, long version) {
        states.put(merchantId, new State(merchantId, version, version, null));
    }

    @Override
    public Mono<State> of(String merchantId) {
        return Mono.just(states.getOrDefault(merchantId, new State(merchantId, 0, 0, null)));
    }

    @Override
    public Mono<State> of(Connection unit, String merchantId) {
        return of(merchantId);
    }

    @Override
    public Mono<List<State>> all() {
        return Mono.defer(() -> failing() ? away() : Mono.just(List.copyOf(states.values())));
    }

    @Override
    public Mono<Boolean> dayBegan(String merchantId, LocalDate day) {
        return Mono.defer(() -> failing() ? away() : began(merchantId + " " + day));
    }

    private Mono<Boolean> began(String day) {
        daysBegun.add(day);
        return Mono.just(true);
    }

    private boolean failing() {
        return failuresLeft-- > 0;
    }

    private static <T> Mono<T> away() {
        return Mono.error(new IOException("away"));
    }
}

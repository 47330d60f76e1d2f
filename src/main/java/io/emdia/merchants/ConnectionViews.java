package io.emdia.merchants;

import io.emdia.merchants.AppliedByConnection.Applied;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;

/** Shows connections together with what they have done. */
@Component
final class ConnectionViews {

    private final StoredTallies tallies;
    private final AppliedByConnection applied;

    ConnectionViews(StoredTallies tallies, AppliedByConnection applied) {
        this.tallies = tallies;
        this.applied = applied;
    }

    Mono<ConnectionView> of(StoredConnection stored) {
        return of(stored.connection().merchantId(), List.of(stored)).map(List::getFirst);
    }

    /** In their order; all of one merchant. */
    Mono<List<ConnectionView>> of(String merchantId, List<StoredConnection> stored) {
        var ids = stored.stream().map(one -> one.connection().id()).toList();
        return Mono.zip(
                tallies.of(merchantId, ids),
                applied.of(merchantId, ids),
                (came, became) -> stored.stream().map(one -> view(one, came, became)).toList());
    }

    private static ConnectionView view(
            StoredConnection stored, Map<String, Deliveries> came, Map<String, Applied> became) {
        var id = stored.connection().id();
        return ConnectionView.of(
                stored,
                came.getOrDefault(id, Deliveries.NONE),
                became.getOrDefault(id, Applied.NOTHING));
    }
}

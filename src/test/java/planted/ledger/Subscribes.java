package planted.ledger;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

public record Subscribes(Mono<Long> work) {

    Disposable run() {
        return work.subscribe();
    }
}

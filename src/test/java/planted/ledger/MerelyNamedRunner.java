package planted.ledger;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

public record MerelyNamedRunner(Mono<Long> work) {

    Disposable run() {
        return work.subscribe();
    }
}

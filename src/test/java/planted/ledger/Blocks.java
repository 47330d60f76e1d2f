package planted.ledger;

import reactor.core.publisher.Mono;

public record Blocks(Mono<Long> work) {

    long run() {
        return work.blockOptional().orElseThrow();
    }
}

package planted.ledger;

import reactor.core.publisher.Flux;

import java.util.stream.Stream;

public record BlocksByReference(Flux<Long> work) {

    Stream<Long> run() {
        return Stream.of(work).map(Flux::blockLast);
    }
}

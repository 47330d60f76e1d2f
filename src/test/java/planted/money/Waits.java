package planted.money;

import reactor.core.publisher.Mono;

public record Waits(Mono<Long> minorUnits) {}

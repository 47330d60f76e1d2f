package io.emdia.kpi;

import reactor.core.publisher.Mono;

/** Decides how fast a long piece of work goes on, page by page, and whether it does. */
public interface Pace {

    /** Does the page, then rests as long as is due; an error ends the whole work. */
    <T> Mono<T> page(Mono<T> page);
}

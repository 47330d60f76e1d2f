package io.emdia.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import reactor.core.publisher.Mono;

import java.util.List;

/** The company's connections as the API lists them. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Connections(List<One> items) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record One(String id, String gateway, boolean enabled) {}

    /** The id of the enabled one of a gateway. */
    Mono<String> of(String gateway) {
        return Mono.justOrEmpty(
                items.stream()
                        .filter(one -> one.gateway().equals(gateway) && one.enabled())
                        .map(One::id)
                        .findFirst());
    }
}

package io.emdia.merchants;

import io.emdia.keys.Resealing;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

/** The notes of connections on the bulletin. */
@Component
final class ResealedNotes implements Resealing {

    private final ConnectionNews news;

    ResealedNotes(ConnectionNews news) {
        this.news = news;
    }

    @Override
    public String what() {
        return "connection_notes";
    }

    @Override
    public Mono<Long> older() {
        return Mono.fromSupplier(news::sealedByOlder);
    }

    @Override
    public Mono<Void> reseal() {
        return news.tellSealedByOlder();
    }
}

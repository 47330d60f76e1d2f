package planted;

import reactor.core.publisher.Mono;

import java.util.List;

/** What a careless hand might write; the check must find all that is dropped, and only that. */
@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"})
public final class DroppedPublishers {

    private final Object log = new Object();

    void dropped() {
        save("x");
    }

    void droppedAfterThen() {
        save("x").then(save("y"));
    }

    void droppedByReference(List<String> all) {
        all.forEach(this::save);
    }

    void droppedByLambda(List<String> all) {
        all.forEach(each -> save(each));
    }

    Mono<Void> kept() {
        log.hashCode();
        return save("x").then(save("y"));
    }

    private Mono<Void> save(String what) {
        return Mono.fromRunnable(() -> log.equals(what));
    }
}

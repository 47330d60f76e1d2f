package io.emdia.deliveries;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Questions to the brokers, on one client made at the first of them. */
@Component
final class Asking {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final Clients clients;
    private @Nullable Admin admin;
    private boolean closed;

    Asking(Clients clients) {
        this.clients = clients;
    }

    /** Answers on a thread of its own, so that nobody works on the client's. */
    <T> Mono<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return Mono.fromCallable(this::admin)
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(client -> Mono.fromCompletionStage(stage(question, client)))
                .publishOn(Schedulers.boundedElastic());
    }

    private static <T> CompletionStage<T> stage(
            Function<Admin, KafkaFuture<T>> question, Admin client) {
        return question.apply(client).toCompletionStage();
    }

    private synchronized Admin admin() {
        if (closed) {
            throw new LogUnavailable("the log is closed");
        }
        var known = admin;
        if (known == null) {
            known = clients.admin();
            admin = known;
        }
        return known;
    }

    /** Blocks: for a stopping thread. */
    synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(CLOSE_PATIENCE);
            admin = null;
        }
    }
}

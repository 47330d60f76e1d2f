package io.emdia.deliveries;

import io.emdia.database.StartRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes the log ready before anything uses it, keeps house while it runs, and closes its clients
 * after everything else has stopped.
 */
@Component
final class LogRunner implements SmartLifecycle {

    /** Above the broker's, below every user of the log. */
    static final int PHASE = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(LogRunner.class);
    private static final Duration BACKOFF = Duration.ofMillis(100);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final Topics topics;
    private final KafkaDeliveryLog log;
    private final Trimming trimming;
    private final Appender appender;
    private final Asking asking;
    private final LogSettings settings;
    private final Disposable.Composite running = Disposables.composite();
    private volatile boolean started;

    LogRunner(
            Topics topics,
            KafkaDeliveryLog log,
            Trimming trimming,
            Appender appender,
            Asking asking,
            LogSettings settings) {
        this.topics = topics;
        this.log = log;
        this.trimming = trimming;
        this.appender = appender;
        this.asking = asking;
        this.settings = settings;
    }

    /** Waits for the topics, so that the first delivery finds them; but not for ever. */
    @Override
    public void start() {
        started = true;
        var ready = new CompletableFuture<Void>();
        running.add(
                readiness()
                        .doOnSuccess(_ -> ready.complete(null))
                        .onErrorResume(refused -> tell(ready, refused))
                        .subscribe());
        await(ready);
        running.add(every(settings.consumer().lagEvery(), log::refreshLags).subscribe());
        running.add(every(settings.topics().trimEvery(), this::trim).subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
        appender.close();
        asking.close();
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Mono<Void> readiness() {
        return topics.ensure()
                .then(Mono.defer(topics::requireCopies))
                .then(appender.warmUp(topics.deliveries()))
                .retryWhen(
                        Retry.backoff(Long.MAX_VALUE, BACKOFF)
                                .maxBackoff(BACKOFF_MAX)
                                .filter(failure -> !(failure instanceof StartRefused)))
                .checkpoint("topics of the log");
    }

    private void await(CompletableFuture<Void> ready) {
        var patience = settings.topics().patience();
        try {
            ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            ready.complete(null);
            LOG.warn("Kafka did not answer for {}; going on and trying again", patience);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof StartRefused told
                    ? told
                    : new IllegalStateException(refused);
        }
    }

    /** Where the start did not wait for it, the log at least is not used. */
    private static Mono<Void> tell(CompletableFuture<Void> ready, Throwable refused) {
        if (!ready.completeExceptionally(refused)) {
            LOG.error("The log is not used: {}", refused.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> trim() {
        return Mono.defer(() -> trimming.trim(log.appliedByAll()));
    }

    /** One at a time; a failure is told and the next one is tried. */
    private static Flux<Void> every(Duration period, Supplier<Mono<Void>> work) {
        return Flux.interval(period)
                .onBackpressureDrop()
                .concatMap(_ -> Mono.defer(work).onErrorResume(LogRunner::tell), 0);
    }

    private static Mono<Void> tell(Throwable failure) {
        LOG.debug("Kafka could not be asked", failure);
        return Mono.empty();
    }
}

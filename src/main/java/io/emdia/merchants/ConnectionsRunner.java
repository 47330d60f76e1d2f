package io.emdia.merchants;

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

/** Keeps what this node knows of connections up to date, from before the web server starts. */
@Component
final class ConnectionsRunner implements SmartLifecycle {

    /** Above the log's, below the web server's. */
    static final int PHASE = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionsRunner.class);
    private static final Duration BACKOFF = Duration.ofMillis(200);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private final ConnectionNews news;
    private final Disposable.Composite running = Disposables.composite();
    private volatile boolean started;

    ConnectionsRunner(ConnectionNews news) {
        this.news = news;
    }

    @Override
    public void start() {
        started = true;
        running.add(pipeline().subscribe());
    }

    @Override
    public void stop() {
        running.dispose();
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

    private Flux<Void> pipeline() {
        return Flux.merge(
                news.hear().retryWhen(forEver()),
                Mono.defer(news::caughtUp)
                        .retryWhen(forEver())
                        .then(Mono.defer(news::tellMissing).retryWhen(forEver()))
                        .thenMany(Flux.defer(news::tellAgain).retryWhen(forEver())));
    }

    private static Retry forEver() {
        return Retry.backoff(Long.MAX_VALUE, BACKOFF)
                .maxBackoff(BACKOFF_MAX)
                .transientErrors(true)
                .doBeforeRetry(signal -> LOG.warn("Connections are read anew", signal.failure()));
    }
}

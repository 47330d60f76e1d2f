package io.emdia.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import java.time.Duration;

/** Says once, when the web server answers, how to sign in. */
@Component
final class SignInLinkRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLinkRunner.class);
    private static final Duration BACKOFF = Duration.ofMillis(500);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Environment environment;
    private volatile Disposable running = Disposables.disposed();

    SignInLinkRunner(Sessions sessions, Environment environment) {
        this.sessions = sessions;
        this.environment = environment;
    }

    @Override
    public void start() {
        var port = environment.getProperty("local.server.port");
        if (port != null) {
            running = offer(port).subscribe();
        }
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    /** After the web server, so that the link works when it is read. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private Mono<Void> offer(String port) {
        return Mono.defer(sessions::offer)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, BACKOFF).maxBackoff(BACKOFF_MAX))
                .flatMap(ticket -> tell(port, ticket))
                .checkpoint("sign-in link");
    }

    private static Mono<Void> tell(String port, String ticket) {
        return Mono.fromRunnable(
                () ->
                        LOG.info(
                                "Sign in, once: http://localhost:{}/sign-in?ticket={}",
                                port,
                                ticket));
    }
}

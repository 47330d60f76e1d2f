package io.emdia.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes down when tokens were last used, all at once and seldom. */
@Component
final class TokenUsesRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TokenUsesRunner.class);

    private final TokenUses uses;
    private final AccessTokens tokens;
    private final TokenSettings settings;
    private volatile @Nullable Disposable running;

    TokenUsesRunner(TokenUses uses, AccessTokens tokens, TokenSettings settings) {
        this.uses = uses;
        this.tokens = tokens;
        this.settings = settings;
    }

    @Override
    public void start() {
        running =
                Flux.interval(settings.usesWrittenEvery())
                        .onBackpressureDrop()
                        .concatMap(_ -> write(), 0)
                        .subscribe();
    }

    /** What could not be written is forgotten: the next use is as good. */
    private Mono<Void> write() {
        return Mono.fromCallable(uses::take)
                .filter(taken -> !taken.isEmpty())
                .flatMap(tokens::used)
                .doOnError(failure -> LOG.debug("The last use of tokens was not written", failure))
                .onErrorComplete();
    }

    @Override
    public void stop() {
        var under = running;
        if (under != null) {
            under.dispose();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}

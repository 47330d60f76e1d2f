package io.emdia.page;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import reactor.core.Disposable;
import reactor.core.Disposables;

/** Reads the page once the web server answers, so that neither waits for the other. */
@Component
final class PageRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PageRunner.class);

    private final Pages pages;
    private volatile Disposable running = Disposables.disposed();

    PageRunner(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void start() {
        running =
                pages.present()
                        .subscribe(_ -> {}, failure -> LOG.error("The page is away", failure));
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}

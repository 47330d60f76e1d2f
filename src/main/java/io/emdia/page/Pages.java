package io.emdia.page;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import java.nio.file.Path;
import java.time.Duration;

/** The page that is served: one for the life of the process, but for who works on it. */
@Component
final class Pages {

    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    private final PageReading reading;
    private final boolean isWorkedOn;
    private volatile Mono<Page> newest;

    Pages(PageSettings settings) {
        reading = new PageReading(root(settings.folder()));
        isWorkedOn = settings.folder() != null;
        newest = readOnce();
    }

    /** The page as its assets are asked for. */
    Mono<Page> present() {
        return Mono.defer(() -> newest);
    }

    /** The page as somebody loads it, from the files as they are now. */
    Mono<Page> loaded() {
        return Mono.defer(this::read);
    }

    private Mono<Page> read() {
        if (isWorkedOn) {
            newest = readOnce();
        }
        return newest;
    }

    /** Whoever comes while it is read waits for it; a failure is not kept. */
    private Mono<Page> readOnce() {
        return Mono.fromCallable(reading::read)
                .subscribeOn(Schedulers.boundedElastic())
                .cache(_ -> FOR_EVER, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    private static String root(@Nullable Path folder) {
        return folder == null
                ? "classpath:static/"
                : folder.toAbsolutePath().normalize().toUri().toString();
    }
}

package io.emdia.live;

import io.emdia.http.Closing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    private static final int THREADS = 2;
    private static final long RETRY_MILLIS_MIN = 1_000;
    private static final long RETRY_MILLIS_MAX = 5_000;

    /** Apart from the pipeline's threads: writing to thousands of clients takes a while. */
    @Bean(destroyMethod = "dispose")
    Scheduler liveScheduler() {
        return Schedulers.newParallel("live", THREADS, true);
    }

    @Bean
    Stream stream(LiveSettings settings, Closing closing, Scheduler liveScheduler) {
        return new Stream(settings, closing, LiveConfiguration::spread, liveScheduler);
    }

    private static Duration spread() {
        return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(RETRY_MILLIS_MIN, RETRY_MILLIS_MAX + 1));
    }
}

package io.emdia.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.emdia.merchants.Merchant;
import io.emdia.merchants.Merchant.MrrStart;
import io.emdia.merchants.Merchants;

import org.junit.jupiter.api.Test;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

class MidnightRunnerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Ten seconds before midnight in São Paulo; midnight in Lisbon was three hours before. */
    private static final Instant START = Instant.parse("2026-11-22T02:59:50Z");

    private final ListedProgress progress = new ListedProgress();

    @Test
    void eachMerchantsMidnightIsToldOnce() {
        StepVerifier.withVirtualTime(this::days)
                .thenAwait(Duration.ofMillis(1))
                .expectNext("lisbon", "sao-paulo")
                .expectNoEvent(Duration.ofMillis(9_998))
                .thenAwait(Duration.ofMillis(2))
                .expectNext("sao-paulo")
                .expectNoEvent(Duration.ofHours(1))
                .thenCancel()
                .verify(PATIENCE);

        assertThat(progress.daysBegun)
                .containsExactly(
                        "lisbon 2026-11-22", "sao-paulo 2026-11-21", "sao-paulo 2026-11-22");
    }

    @Test
    void aDayThatCouldNotBeToldIsToldLater() {
        progress.failuresLeft = 4;

        StepVerifier.withVirtualTime(this::days)
                .thenAwait(Duration.ofMillis(1))
                .expectNoEvent(Duration.ofMillis(1_500))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext("lisbon", "sao-paulo")
                .thenCancel()
                .verify(PATIENCE);
    }

    private Flux<String> days() {
        var virtual = VirtualTimeScheduler.get();
        InstantSource clock = () -> START.plusMillis(virtual.now(TimeUnit.MILLISECONDS));
        return new MidnightRunner(new TwoZones(), progress, clock, Schedulers.parallel()).days();
    }

    private static final class TwoZones implements Merchants {

        @Override
        public Mono<Merchant> find(String id) {
            return all().filter(merchant -> merchant.id().equals(id)).next();
        }

        @Override
        public Flux<Merchant> all() {
            return Flux.just(
                    merchant("lisbon", "Europe/Lisbon"),
                    merchant("sao-paulo", "America/Sao_Paulo"));
        }

        private static Merchant merchant(String id, String zone) {
            return new Merchant(id, id, ZoneId.of(zone), "BR", "BRL", MrrStart.STARTED, 90);
        }
    }
}

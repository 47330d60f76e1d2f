package io.emdia.demo;

import io.emdia.deliveries.Delivery;
import io.emdia.deliveries.DeliveryLog;
import io.emdia.deliveries.LogUnavailable;
import io.emdia.ledger.Progress;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Puts the company's history on the log, where the pipeline takes it from. A history that is there
 * already, even in part, can be put there again: its events have the same ids.
 */
@Component
@Profile("demo")
final class HistoryLoad {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoad.class);
    private static final int AT_ONCE = 64;
    private static final int RETRIES_MAX = 60;
    private static final Duration RETRY_WAIT = Duration.ofMillis(250);
    private static final Duration RETRY_WAIT_MAX = Duration.ofSeconds(2);

    private final DeliveryLog log;
    private final Progress progress;
    private final JsonMapper json;

    HistoryLoad(DeliveryLog log, Progress progress, JsonMapper json) {
        this.log = log;
        this.progress = progress;
        this.json = json;
    }

    /** Completes once all of it is on the log; does nothing for a merchant that has as much. */
    Mono<Void> load(Account account, List<Happening> history) {
        return progress.of(Company.ID)
                .filter(state -> state.position() < history.size())
                .flatMap(_ -> append(account, history))
                .checkpoint("demo history");
    }

    private Mono<Void> append(Account account, List<Happening> history) {
        LOG.info("{} events of the demo's history go on the log", history.size());
        return Flux.fromIterable(history)
                .flatMap(happening -> append(account, happening), AT_ONCE)
                .then();
    }

    private Mono<Void> append(Account account, Happening happening) {
        var delivery =
                new Delivery(
                        Company.ID,
                        account.connectionId(),
                        account.gateway(),
                        Map.of("webhook-id", happening.id()),
                        "",
                        happening.standardBody(json));
        return Mono.defer(() -> log.append(account + "/" + happening.subject(), delivery))
                .retryWhen(
                        Retry.backoff(RETRIES_MAX, RETRY_WAIT)
                                .maxBackoff(RETRY_WAIT_MAX)
                                .filter(LogUnavailable.class::isInstance))
                .then();
    }
}

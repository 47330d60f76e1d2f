package io.emdia.processing;

import static io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy.LOCK_FREE;

import io.emdia.merchants.Connection;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;

import org.springframework.stereotype.Component;

/** One circuit breaker a connection: only what may mend itself counts as a failure. */
@Component
final class ApiBreakers {

    private final CircuitBreakerRegistry registry;

    ApiBreakers(LookupSettings settings) {
        this.registry =
                CircuitBreakerRegistry.of(
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(settings.callsJudged())
                                // event loops record in it: they must not wait for each other
                                .slidingWindowSynchronizationStrategy(LOCK_FREE)
                                .minimumNumberOfCalls(settings.callsJudged())
                                .failureRateThreshold(settings.failedMaxPercent())
                                .waitDurationInOpenState(settings.leftAloneFor())
                                .permittedNumberOfCallsInHalfOpenState(settings.atOnceOfOne())
                                .recordException(ApiBreakers::isFailed)
                                .build());
    }

    private static boolean isFailed(Throwable failure) {
        return failure instanceof NotAnswered not && not.isFailed();
    }

    CircuitBreaker of(Connection connection) {
        return registry.circuitBreaker(connection.id());
    }

    boolean isOpen(String connectionId) {
        return registry.circuitBreaker(connectionId).getState() == CircuitBreaker.State.OPEN;
    }
}

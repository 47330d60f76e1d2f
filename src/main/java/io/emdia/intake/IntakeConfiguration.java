package io.emdia.intake;

import io.micrometer.observation.ObservationPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    private static final String WEBHOOKS = "/webhooks/";

    /** {@link IntakeMeters} tell of webhooks; Spring's own observation of each is dear. */
    @Bean
    ObservationPredicate webhooksAreMeteredHere() {
        return (_, context) ->
                !(context instanceof ServerRequestObservationContext observed
                        && isWebhook(observed.getCarrier()));
    }

    private static boolean isWebhook(@Nullable ServerHttpRequest request) {
        return request != null && request.getPath().value().startsWith(WEBHOOKS);
    }
}

package io.emdia.deliveries;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where a Kafka that others run is named by {@code emdia.kafka.bootstrap-servers}. */
public final class BrokersNamed implements Condition {

    public static boolean in(Environment environment) {
        return !environment.getProperty("emdia.kafka.bootstrap-servers", "").isBlank();
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return in(context.getEnvironment());
    }
}

package io.emdia.database;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where a PostgreSQL that others run is named by {@code spring.r2dbc.url}. */
public final class DatabaseNamed implements Condition {

    public static boolean in(Environment environment) {
        return !environment.getProperty("spring.r2dbc.url", "").isBlank();
    }

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return in(context.getEnvironment());
    }
}

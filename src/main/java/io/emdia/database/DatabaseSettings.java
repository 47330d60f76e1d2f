package io.emdia.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * Limits that PostgreSQL itself keeps, since an operator that cancels would block a connection. The
 * sizes and times of the pool are Spring's own, {@code spring.r2dbc.pool}.
 *
 * @param statementTimeout for one statement
 * @param lockTimeout for the wait for one lock
 * @param idleInTransactionTimeout for a transaction nobody goes on with: a node that froze in one
 *     holds its locks so long
 * @param silenceMax for a question to go without a byte of its answer, after which the connection
 *     is taken for dead; above the server's own limits, which would have answered
 * @param connectTimeout for a TCP connection
 * @param preparedStatements kept for reuse on one connection
 * @param pulseEvery how often PostgreSQL is asked whether it is there, for the metrics
 * @param allowPlaintext whether a PostgreSQL on another machine may be spoken to without TLS
 */
@ConfigurationProperties("emdia.database")
record DatabaseSettings(
        @DefaultValue("8s") Duration statementTimeout,
        @DefaultValue("4s") Duration lockTimeout,
        @DefaultValue("10s") Duration idleInTransactionTimeout,
        @DefaultValue("10s") Duration silenceMax,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("128") int preparedStatements,
        @DefaultValue("5s") Duration pulseEvery,
        @DefaultValue("false") boolean allowPlaintext) {

    DatabaseSettings {
        if (!pulseEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.database: pulse-every must be positive, was " + pulseEvery);
        }
        if (silenceMax.compareTo(statementTimeout) <= 0) {
            throw new IllegalArgumentException(
                    "emdia.database: silence-max must be above statement-timeout, was "
                            + silenceMax);
        }
    }
}

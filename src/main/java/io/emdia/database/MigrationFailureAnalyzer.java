package io.emdia.database;

import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which migration failed and what can be done, without a stack trace. */
final class MigrationFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    private static final String WHAT_TO_DO =
            "If this Emdia is older than the one that wrote the database, start that one; if the"
                    + " database cannot be reached, mend SPRING_R2DBC_URL or SPRING_FLYWAY_URL;"
                    + " otherwise restore a backup or name an empty database or data folder.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, FlywayException cause) {
        return new FailureAnalysis(
                "The migrations of the database failed: " + cause.getMessage(), WHAT_TO_DO, cause);
    }
}

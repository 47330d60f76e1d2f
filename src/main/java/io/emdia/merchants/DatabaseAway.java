package io.emdia.merchants;

import io.emdia.database.SqlFailure;
import io.emdia.http.Problem;
import io.emdia.http.ProblemSource;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Optional;

/** A database that is away is a 503, since the same request succeeds once it is back. */
@Component
final class DatabaseAway implements ProblemSource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @Override
    public Optional<Problem> problemOf(Throwable failure) {
        return SqlFailure.of(failure) == SqlFailure.REFUSED
                ? Optional.empty()
                : Optional.of(Problem.unavailable("the database is away", RETRY_AFTER));
    }
}

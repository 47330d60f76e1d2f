package io.emdia.http;

import java.util.Optional;

/** Knows what the caller is told of failures that this package does not know itself. */
public interface ProblemSource {

    /** Empty for a failure it does not know either. */
    Optional<Problem> problemOf(Throwable failure);
}

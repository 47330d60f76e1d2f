package io.emdia.intake;

import io.emdia.http.Problem;

import java.util.Locale;

/** Why a webhook of a connection was not answered 200. */
enum Refusal {
    /** It did not prove that it is its gateway's. */
    SIGNATURE,
    /** More came than the connection may send. */
    RATE,
    TOO_LARGE,
    /** The sender went away, or sent half of it. */
    ABANDONED,
    /** This node was too busy, or the log could not take it. */
    UNAVAILABLE,
    FAILED;

    static Refusal of(Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return FAILED;
        }
        return switch (problem.status()) {
            case BAD_REQUEST -> ABANDONED;
            case UNAUTHORIZED -> SIGNATURE;
            case CONTENT_TOO_LARGE -> TOO_LARGE;
            case TOO_MANY_REQUESTS -> RATE;
            case SERVICE_UNAVAILABLE -> UNAVAILABLE;
            default -> FAILED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

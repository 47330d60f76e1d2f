package io.emdia.processing;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Why a gateway's API gave no answer that can be read. Its message is for a person: it holds no
 * personal data, no address and nothing secret.
 */
final class NotAnswered extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String UNREACHABLE = "the gateway could not be reached";

    private final Kind kind;
    private final transient @Nullable Duration after;

    /** Of what kind. */
    enum Kind {
        /** It did not work, was silent, or could not be reached: another call may help. */
        FAILED,
        /** It does not want more calls now. */
        LIMITED,
        /** It does not accept the credentials. */
        UNAUTHORIZED,
        /** It said no, and would say so again. */
        REFUSED,
        /** What it said cannot be read. */
        UNREADABLE
    }

    NotAnswered(Kind kind, String reason) {
        this(kind, reason, null);
    }

    private NotAnswered(Kind kind, String reason, @Nullable Duration after) {
        super(reason, null, false, false);
        this.kind = kind;
        this.after = after;
    }

    Kind kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** How long the gateway wants to be left alone; null when it did not say. */
    @Nullable Duration after() {
        return after;
    }

    boolean isFailed() {
        return kind == Kind.FAILED;
    }

    /** An answer with another status than 2xx. */
    static NotAnswered status(int status, @Nullable Duration after) {
        var kind =
                switch (status) {
                    case 401, 403 -> Kind.UNAUTHORIZED;
                    case 429 -> Kind.LIMITED;
                    case 503 -> after == null ? Kind.FAILED : Kind.LIMITED;
                    default -> status >= 500 ? Kind.FAILED : Kind.REFUSED;
                };
        return new NotAnswered(kind, "the gateway answered " + status, after);
    }

    /** Total: whatever goes wrong has its kind. */
    static NotAnswered of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var told = told(cause);
            if (told != null) {
                return told;
            }
        }
        return failure instanceof WebClientRequestException
                ? new NotAnswered(Kind.FAILED, UNREACHABLE)
                : new NotAnswered(
                        Kind.UNREADABLE,
                        "asking the gateway failed with " + failure.getClass().getSimpleName());
    }

    private static @Nullable NotAnswered told(Throwable failure) {
        return switch (failure) {
            case NotAnswered known -> known;
            case TimeoutException _, ReadTimeoutException _, ConnectTimeoutException _ ->
                    new NotAnswered(Kind.FAILED, "the gateway did not answer in time");
            case DataBufferLimitException _ ->
                    new NotAnswered(Kind.UNREADABLE, "the gateway's answer is too long");
            case IOException _ -> new NotAnswered(Kind.FAILED, UNREACHABLE);
            default -> null;
        };
    }
}

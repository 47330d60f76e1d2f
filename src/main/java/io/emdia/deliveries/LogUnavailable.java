package io.emdia.deliveries;

/** The log cannot take a delivery now; the sender may try again soon. */
public final class LogUnavailable extends RuntimeException {

    public LogUnavailable(String message) {
        super(message);
    }

    public LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}

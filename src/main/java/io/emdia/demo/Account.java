package io.emdia.demo;

/**
 * A simulated account at a gateway.
 *
 * @param connectionId where it posts to
 * @param secret what it signs with
 */
record Account(Dialect dialect, String connectionId, String secret) {

    String gateway() {
        return dialect.gateway();
    }

    /** Leaves the secret out, so that no log line can hold it. */
    @Override
    public String toString() {
        return gateway();
    }
}

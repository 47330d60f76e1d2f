package io.emdia.faults;

import java.time.Duration;

/**
 * What one direction of a {@link FaultProxy} does to the bytes that pass it.
 *
 * @param latency before each piece is passed on
 * @param jitter at most this is added to the latency, by the proxy's seed
 * @param bytesPerSecond at most; 0 for no limit
 * @param flow what becomes of a piece in the end
 */
record Weather(Duration latency, Duration jitter, long bytesPerSecond, Flow flow) {

    static final Weather CLEAR = new Weather(Duration.ZERO, Duration.ZERO, 0, Flow.PASSES);

    enum Flow {
        PASSES,
        /** Nothing is read any more; the connection looks alive, and stays so after healing. */
        FROZEN,
        /** Everything is read and nothing arrives, as in a black hole. */
        SWALLOWED
    }

    static Weather late(Duration latency, Duration jitter) {
        return new Weather(latency, jitter, 0, Flow.PASSES);
    }

    static Weather narrow(long bytesPerSecond) {
        return new Weather(Duration.ZERO, Duration.ZERO, bytesPerSecond, Flow.PASSES);
    }

    static Weather of(Flow flow) {
        return new Weather(Duration.ZERO, Duration.ZERO, 0, flow);
    }
}

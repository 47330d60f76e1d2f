package io.emdia.intake;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * What the intake takes at most, per node.
 *
 * @param maxBody of one webhook; larger is a 413
 * @param rate webhooks a second of one connection, on average; more is a 429
 * @param burst webhooks of one connection at once after a pause
 * @param maxInFlight webhooks between socket and log at one time; more is a 503
 * @param maxInFlightOfOne the share of those that one connection may hold
 * @param maxInFlightOfMerchant the share of those that one merchant's connections may hold together
 * @param maxInFlightBytes bodies held between socket and log at one time; more is a 503
 * @param maxInFlightBytesOfMerchant the share of those of one merchant
 * @param retryAfter what a 503 asks a gateway to wait
 */
@ConfigurationProperties("emdia.intake")
record IntakeSettings(
        @DefaultValue("1MB") DataSize maxBody,
        @DefaultValue("2000") int rate,
        @DefaultValue("4000") int burst,
        @DefaultValue("2000") int maxInFlight,
        @DefaultValue("1000") int maxInFlightOfOne,
        @DefaultValue("1000") int maxInFlightOfMerchant,
        @DefaultValue("128MB") DataSize maxInFlightBytes,
        @DefaultValue("64MB") DataSize maxInFlightBytesOfMerchant,
        @DefaultValue("2s") Duration retryAfter) {

    IntakeSettings {
        require(maxBody.toBytes() > 0, "max-body must be positive");
        require(rate > 0, "rate must be positive");
        require(burst > 0, "burst must be positive");
        require(maxInFlight > 0, "max-in-flight must be positive");
        require(maxInFlightOfOne > 0, "max-in-flight-of-one must be positive");
        require(maxInFlightOfMerchant > 0, "max-in-flight-of-merchant must be positive");
        require(
                holdsOne(maxInFlightBytes, maxBody),
                "max-in-flight-bytes must be max-body to 2 GB");
        require(
                holdsOne(maxInFlightBytesOfMerchant, maxBody),
                "max-in-flight-bytes-of-merchant must be max-body to 2 GB");
        require(retryAfter.isPositive(), "retry-after must be positive");
    }

    int maxBodyBytes() {
        return Math.toIntExact(maxBody.toBytes());
    }

    private static boolean holdsOne(DataSize bytes, DataSize body) {
        return bytes.toBytes() >= body.toBytes() && bytes.toBytes() <= Integer.MAX_VALUE;
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException("emdia.intake." + expectation);
        }
    }
}

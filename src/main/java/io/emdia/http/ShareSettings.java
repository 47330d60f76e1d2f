package io.emdia.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * What one merchant may ask of a node at one time, so that the others find it free.
 *
 * @param requests answered at one time; fewer than there are connections to the database
 * @param waiting more of them that wait for their turn; those beyond are answered 429
 * @param patience how long one waits before it is answered 429 as well
 * @param downloads files of one merchant written at one time; more are answered 429
 */
@ConfigurationProperties("emdia.shares")
record ShareSettings(
        @DefaultValue("6") int requests,
        @DefaultValue("1000") int waiting,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("4") int downloads) {

    ShareSettings {
        require(requests > 0, "requests must be positive, was " + requests);
        require(waiting >= 0, "waiting must not be negative, was " + waiting);
        require(patience.isPositive(), "patience must be positive, was " + patience);
        require(downloads > 0, "downloads must be positive, was " + downloads);
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("emdia.shares: " + expected);
        }
    }
}

package io.emdia.live;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param gap the least time between two documents on one stream
 * @param heartbeat how often a quiet stream says that it is alive
 * @param poll how often versions are read again, since a mark can be lost
 * @param longest after this a stream ends and its client opens a new one
 * @param stall a client that takes no byte for so long is given up
 * @param stopGrace what a planned stop leaves an open stream to say goodbye
 * @param maxStreams open streams on this node; more are answered 503
 * @param maxStreamsPerMerchant open streams of one merchant on this node; more are answered 429
 * @param maxQuestionsPerMerchant different documents streamed for one merchant on this node
 * @param eventsPage events read from the ledger at a time
 * @param eventsKept newest events kept for each merchant whose common stream is watched; a client
 *     that missed more of them begins anew
 */
@ConfigurationProperties("emdia.live")
record LiveSettings(
        @DefaultValue("100ms") Duration gap,
        @DefaultValue("15s") Duration heartbeat,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("30m") Duration longest,
        @DefaultValue("60s") Duration stall,
        @DefaultValue("1s") Duration stopGrace,
        @DefaultValue("10000") int maxStreams,
        @DefaultValue("1000") int maxStreamsPerMerchant,
        @DefaultValue("64") int maxQuestionsPerMerchant,
        @DefaultValue("500") int eventsPage,
        @DefaultValue("200") int eventsKept) {

    LiveSettings {
        positive("gap", gap);
        positive("heartbeat", heartbeat);
        positive("poll", poll);
        positive("longest", longest);
        positive("stall", stall);
        positive("stop-grace", stopGrace);
        positive("max-streams", maxStreams);
        positive("max-streams-per-merchant", maxStreamsPerMerchant);
        positive("max-questions-per-merchant", maxQuestionsPerMerchant);
        positive("events-page", eventsPage);
        positive("events-kept", eventsKept);
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.live." + name + " must be positive, was " + value);
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "emdia.live." + name + " must be at least 1, was " + value);
        }
    }
}

package io.emdia.deliveries;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/** The limits of the log and of the bulletins. */
@ConfigurationProperties("emdia.log")
record LogSettings(
        @DefaultValue TopicSettings topics,
        @DefaultValue AppendSettings appends,
        @DefaultValue ConsumerSettings consumer) {

    /**
     * @param deliveries name of the intake topic
     * @param connections name of the connections bulletin
     * @param marks name of the marks bulletin
     * @param partitions of the intake topic, when it is created here
     * @param partitionsAlone the same on the one embedded broker, whose node reads them all anyway:
     *     there every partition is flushed to disk by itself, so one takes the most appends
     * @param replicas of every topic, when created here; never more than there are brokers
     * @param retention how long an applied delivery stays; one not applied yet is never removed
     * @param trimEvery how often applied deliveries past their retention are removed
     * @param recordMax the largest record, above the intake's largest body
     * @param patience how long a start waits for the broker before it goes on without
     */
    record TopicSettings(
            @DefaultValue("emdia.deliveries") String deliveries,
            @DefaultValue("emdia.connections") String connections,
            @DefaultValue("emdia.marks") String marks,
            @DefaultValue("6") int partitions,
            @DefaultValue("1") int partitionsAlone,
            @DefaultValue("3") int replicas,
            @DefaultValue("30d") Duration retention,
            @DefaultValue("10m") Duration trimEvery,
            @DefaultValue("2MB") DataSize recordMax,
            @DefaultValue("30s") Duration patience) {

        TopicSettings {
            require(partitions > 0, "partitions must be positive, was " + partitions);
            require(
                    partitionsAlone > 0,
                    "partitions-alone must be positive, was " + partitionsAlone);
            require(replicas > 0, "replicas must be positive, was " + replicas);
            require(retention.isPositive(), "retention must be positive, was " + retention);
        }
    }

    /**
     * @param inFlightMax appends under way at one time on this node
     * @param inFlightBytesMax their bytes; below the producer's buffer, so that it never fills up
     * @param blockMax how long the producer may wait for metadata
     * @param deliveryTimeout how long an append may wait for its acknowledgement
     * @param linger how long an append waits for company; while the broker has a request of ours,
     *     the next one gathers company anyway
     * @param batchMax bytes of appends to one partition that go together
     * @param failuresMax consecutive failures after which appends are refused at once
     * @param probeEvery how often one append is let through to see whether the broker is back
     */
    record AppendSettings(
            @DefaultValue("2000") int inFlightMax,
            @DefaultValue("48MB") DataSize inFlightBytesMax,
            @DefaultValue("300ms") Duration blockMax,
            @DefaultValue("1500ms") Duration deliveryTimeout,
            @DefaultValue("0ms") Duration linger,
            @DefaultValue("256KB") DataSize batchMax,
            @DefaultValue("5") int failuresMax,
            @DefaultValue("500ms") Duration probeEvery) {

        AppendSettings {
            require(inFlightMax > 0, "in-flight-max must be positive, was " + inFlightMax);
            require(failuresMax > 0, "failures-max must be positive, was " + failuresMax);
            require(
                    deliveryTimeout.compareTo(linger.multipliedBy(2)) > 0,
                    "delivery-timeout must be more than twice linger, was " + deliveryTimeout);
        }
    }

    /**
     * @param recordsMax deliveries of one batch
     * @param fetchMax bytes of one fetch
     * @param sessionTimeout after which a node that died gives up its partitions
     * @param rebalanceDelayMax how long a rebalance waits for the batch under way
     * @param commitWait how long the next batch waits for the commit of the one before
     * @param silenceMax how long deliveries may wait with none taken before the consumer restarts
     * @param handlingMax how long one batch may be under way before the consumer restarts
     * @param lagEvery how often the broker is asked how much waits
     */
    record ConsumerSettings(
            @DefaultValue("4000") int recordsMax,
            @DefaultValue("16MB") DataSize fetchMax,
            @DefaultValue("6s") Duration sessionTimeout,
            @DefaultValue("10s") Duration rebalanceDelayMax,
            @DefaultValue("500ms") Duration commitWait,
            @DefaultValue("30s") Duration silenceMax,
            @DefaultValue("5m") Duration handlingMax,
            @DefaultValue("1s") Duration lagEvery) {

        ConsumerSettings {
            require(recordsMax > 0, "records-max must be positive, was " + recordsMax);
            require(lagEvery.isPositive(), "lag-every must be positive, was " + lagEvery);
        }
    }

    private static void require(boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("emdia.log: " + expected);
        }
    }
}

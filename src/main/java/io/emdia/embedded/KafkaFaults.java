package io.emdia.embedded;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fault in the broker, such as a full disk, would end the whole process on the spot. Instead the
 * process stops in order, with the broker's exit code, so that what runs it can start it again.
 */
final class KafkaFaults {

    private static final Logger log = LoggerFactory.getLogger(KafkaFaults.class);

    private KafkaFaults() {}

    static void stopTheProcess() {
        Exit.setExitProcedure(KafkaFaults::stop);
        Exit.setHaltProcedure(KafkaFaults::stop);
    }

    /** On a thread of its own: the broker's thread must not wait for the broker's stop. */
    private static void stop(int exitCode, @Nullable String message) {
        log.error(
                "The embedded Kafka gave up and Emdia stops: check that the disk is not full ({})",
                message == null ? "exit code " + exitCode : message);
        var _ = Thread.ofPlatform().daemon().name("kafka-fault").start(() -> exit(exitCode));
    }

    private static void exit(int exitCode) {
        System.exit(exitCode == 0 ? 1 : exitCode);
    }
}

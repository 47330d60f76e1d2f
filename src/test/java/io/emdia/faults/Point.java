package io.emdia.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in the way of a delivery the process ends on the spot. Methods are entered as the step
 * before them has completed: these chains call them one after the other, not ahead.
 */
enum Point {
    BEFORE_APPEND("io.emdia.deliveries.Appender", "sendNow", 40),
    /** The broker has it, the gateway has no answer yet. */
    AFTER_APPEND("io.emdia.deliveries.Appends$Attempt", "onCompletion", 60),
    /** Facts, folds and figures are written, positions are not; nothing is committed. */
    BEFORE_COMMIT("io.emdia.ledger.ProgressRows", "position", 4),
    /** Committed in PostgreSQL; the offsets are not. */
    AFTER_COMMIT("io.emdia.processing.PipelineMeters", "applied", 4),
    BEFORE_OFFSETS("io.emdia.deliveries.Receiving", "commit", 5),
    AFTER_OFFSETS("io.emdia.deliveries.Watch", "finished", 5),
    /** A stop was asked for; a batch may be under way. */
    BEFORE_DRAIN("io.emdia.deliveries.Gate", "close", 1),
    /** The consumer has left, the log's clients are still open. */
    AFTER_DRAIN("io.emdia.deliveries.LogRunner", "stop", 1);

    private final String type;
    private final String method;
    private final int times;

    /**
     * @param times which call after arming; some loaded work first
     */
    Point(String type, String method, int times) {
        this.type = type;
        this.method = method;
        this.times = times;
    }

    boolean isInAStop() {
        return this == BEFORE_DRAIN || this == AFTER_DRAIN;
    }

    /** The option of Java that lays a wire at every point. */
    static String option(Path agent, Path file) {
        return "-javaagent:"
                + agent
                + "="
                + Stream.concat(Stream.of(file.toString()), places())
                        .collect(Collectors.joining(","));
    }

    private static Stream<String> places() {
        return Stream.of(values()).map(point -> point.type + "#" + point.method);
    }

    void arm(Path file) throws IOException {
        Tripwire.arm(file, ordinal(), times);
    }
}

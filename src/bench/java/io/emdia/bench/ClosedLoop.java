package io.emdia.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** So many connections that each send their next request when the answer to the last is here. */
final class ClosedLoop {

    /** What came of one run. */
    record Answers(long accepted, long refused, Duration took) {}

    private final int port;
    private final int connections;

    ClosedLoop(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    Answers run(List<byte[]> requests, Duration length) throws IOException {
        try (var selector = Selector.open()) {
            var lanes = new ArrayList<Lane>();
            for (var opened = 0; opened < connections; opened++) {
                lanes.add(Lane.open(port, selector));
            }
            try {
                return new Run(requests, selector).over(lanes, length);
            } finally {
                for (var lane : lanes) {
                    lane.close();
                }
            }
        }
    }

    private static final class Run {

        private static final int OK = 200;
        private static final long SELECT_MILLIS_MAX = 100;

        private final List<byte[]> requests;
        private final Selector selector;
        private int next;
        private long accepted;
        private long refused;

        Run(List<byte[]> requests, Selector selector) {
            this.requests = requests;
            this.selector = selector;
        }

        Answers over(List<Lane> lanes, Duration length) throws IOException {
            var start = System.nanoTime();
            var end = start + length.toNanos();
            for (var lane : lanes) {
                sendNext(lane);
            }
            while (System.nanoTime() < end) {
                selector.select(SELECT_MILLIS_MAX);
                for (var key : selector.selectedKeys()) {
                    answered((Lane) key.attachment());
                }
                selector.selectedKeys().clear();
            }
            return new Answers(accepted, refused, Duration.ofNanos(System.nanoTime() - start));
        }

        private void answered(Lane lane) throws IOException {
            var status = lane.read();
            if (status == Lane.NO_ANSWER_YET) {
                return;
            }
            if (status == OK) {
                accepted++;
            } else {
                refused++;
            }
            sendNext(lane);
        }

        private void sendNext(Lane lane) throws IOException {
            lane.send(requests.get(next), next);
            next = (next + 1) % requests.size();
        }
    }
}

package io.emdia.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Sends at times fixed beforehand, whatever the server does, round the merchants in turn, and
 * follows every merchant's events and figures on the same thread, so that one clock tells all.
 */
final class OpenLoop {

    private static final int CONNECTIONS = 64;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEAD = Duration.ofMillis(200);
    private static int given;

    private final int port;
    private final int first;
    private final List<byte[]> requests = new ArrayList<>();
    private final List<Watching> watchings = new ArrayList<>();
    private final Deque<Lane> free = new ArrayDeque<>();
    private final Deque<Integer> late = new ArrayDeque<>();
    private final long[] intended;
    private final long[] accepted;
    private final long[] streamed;
    private final long[] positions;
    private int refused;

    /**
     * @param targets {@code merchant:connection} of each
     * @param watched whether what becomes of them is followed, or only that they are accepted
     */
    OpenLoop(int port, int rate, Duration length, List<String> targets, boolean watched) {
        this.port = port;
        var count = Math.toIntExact(rate * length.toMillis() / 1000);
        intended = new long[count];
        accepted = new long[count];
        streamed = new long[count];
        positions = new long[count];
        first = given;
        given += count;
        for (var index = 0; index < count; index++) {
            intended[index] = (long) (index * 1e9 / rate);
        }
        prepare(targets, watched);
    }

    private void prepare(List<String> targets, boolean watched) {
        var posts = new Posts();
        for (var index = 0; index < intended.length; index++) {
            var connection = targets.get(index % targets.size()).split(":", -1)[1];
            var id = Watching.ID_MARK + (first + index);
            requests.add(posts.post("/webhooks/" + connection, id));
        }
        for (var target : watched ? targets : List.<String>of()) {
            var merchant = target.split(":", -1)[0];
            watchings.add(new Watching(merchant, first, streamed, positions));
        }
    }

    String run() throws IOException {
        try (var selector = Selector.open()) {
            for (var watching : watchings) {
                watching.open(port, selector);
            }
            for (var opened = 0; opened < CONNECTIONS; opened++) {
                free.add(Lane.open(port, selector));
            }
            await(selector, "open", () -> watchings.stream().allMatch(Watching::isOpen));
            send(selector);
            await(selector, "complete", this::isComplete);
            return told();
        } finally {
            close();
        }
    }

    private void close() throws IOException {
        for (var lane : free) {
            lane.close();
        }
        for (var watching : watchings) {
            watching.close();
        }
    }

    private boolean isComplete() {
        return free.size() == CONNECTIONS && watchings.stream().allMatch(Watching::isComplete);
    }

    private void send(Selector selector) throws IOException {
        var start = System.nanoTime() + LEAD.toNanos();
        for (var index = 0; index < intended.length; index++) {
            intended[index] += start;
            for (var left = left(index); left > 0; left = left(index)) {
                select(selector, Math.max(1, left / 1_000_000));
            }
            if (!watchings.isEmpty()) {
                watchings.get(index % watchings.size()).expectOne();
            }
            late.add(index);
            sendDue();
        }
    }

    private long left(int index) {
        return intended[index] - System.nanoTime();
    }

    private void sendDue() throws IOException {
        while (!late.isEmpty() && !free.isEmpty()) {
            var index = late.remove();
            free.remove().send(requests.get(index), index);
        }
    }

    private void select(Selector selector, long millis) throws IOException {
        selector.select(millis);
        for (var key : selector.selectedKeys()) {
            if (key.attachment() instanceof StreamLane stream) {
                stream.read();
            } else {
                answered((Lane) key.attachment());
            }
        }
        selector.selectedKeys().clear();
    }

    private void answered(Lane lane) throws IOException {
        var status = lane.read();
        if (status == Lane.NO_ANSWER_YET) {
            return;
        }
        accepted[lane.number()] = System.nanoTime();
        refused += status == OK ? 0 : 1;
        free.add(lane);
        sendDue();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(Selector selector, String what, Condition condition) throws IOException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "not " + what + " in " + PATIENCE + ", refused " + refused);
            }
            select(selector, 10);
        }
    }

    private String told() {
        var told = new StringJoiner(" ");
        told.add("events=" + intended.length).add("refused=" + refused);
        tell(told, "accept", intended, accepted);
        if (!watchings.isEmpty()) {
            tellWatched(told);
        }
        return told.toString();
    }

    private void tellWatched(StringJoiner told) {
        var shown = new long[intended.length];
        for (var index = 0; index < shown.length; index++) {
            shown[index] = watchings.get(index % watchings.size()).shownAt(positions[index]);
        }
        tell(told, "event", accepted, streamed);
        tell(told, "event_from_due", intended, streamed);
        tell(told, "document", accepted, shown);
        tell(told, "document_from_due", intended, shown);
    }

    private static void tell(StringJoiner told, String name, long[] from, long[] to) {
        var millis = new double[from.length];
        for (var index = 0; index < millis.length; index++) {
            millis[index] = (to[index] - from[index]) / 1e6;
        }
        Arrays.sort(millis);
        told.add(number(name + "_p50", millis[millis.length / 2]));
        told.add(number(name + "_p99", millis[millis.length * 99 / 100]));
        told.add(number(name + "_max", millis[millis.length - 1]));
    }

    private static String number(String name, double value) {
        return String.format(Locale.ROOT, "%s=%.3f", name, value);
    }
}

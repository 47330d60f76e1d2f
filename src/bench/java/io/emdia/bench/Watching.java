package io.emdia.bench;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one merchant's events and figures. Every event of the load is a new charge, so a document
 * that counts so many charges holds just the events up to that position.
 */
final class Watching {

    /** Before the number in the ids of the load's events. */
    static final String ID_MARK = "open-";

    private static final byte[] EVENT_ID = StreamLane.ascii("\"event_id\":\"" + ID_MARK);
    private static final byte[] CHARGES = StreamLane.ascii("\"receivable_charges\":");

    private record Document(long charges, long nanoTime) {}

    private final String merchant;
    private final int first;
    private final long[] streamedAt;
    private final long[] positions;
    private final List<Document> documents = new ArrayList<>();
    private final List<StreamLane> lanes = new ArrayList<>();
    private long waiting;
    private long position;

    /**
     * @param first number of this run's first event; earlier ones are not looked at
     */
    Watching(String merchant, int first, long[] streamedAt, long[] positions) {
        this.merchant = merchant;
        this.first = first;
        this.streamedAt = streamedAt;
        this.positions = positions;
    }

    void open(int port, Selector selector) throws IOException {
        var path = "/v1/merchants/" + merchant;
        lanes.add(StreamLane.open(port, path + "/events/stream", selector, this::event));
        lanes.add(StreamLane.open(port, path + "/kpis/stream", selector, this::document));
    }

    boolean isOpen() {
        return lanes.stream().allMatch(StreamLane::isOpen) && !documents.isEmpty();
    }

    void expectOne() {
        waiting++;
    }

    /** Whether each expected event was streamed, and a document that holds the last of them. */
    boolean isComplete() {
        return waiting == 0 && documents.getLast().charges() >= position;
    }

    private void event(long id, byte[] line, int from, int to, long nanoTime) {
        var index = (int) StreamLane.numberBehind(EVENT_ID, line, from, to) - first;
        if (index < 0 || streamedAt[index] != 0) {
            throw new IllegalStateException("an event came twice, or of another run");
        }
        streamedAt[index] = nanoTime;
        positions[index] = id;
        position = id;
        waiting--;
    }

    private void document(long id, byte[] line, int from, int to, long nanoTime) {
        var charges = StreamLane.numberBehind(CHARGES, line, from, to);
        documents.add(new Document(charges, nanoTime));
    }

    /** When the first document came that holds the event at a position. */
    long shownAt(long position) {
        var low = 0;
        var high = documents.size() - 1;
        while (low < high) {
            var middle = (low + high) / 2;
            if (documents.get(middle).charges() >= position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return documents.get(low).nanoTime();
    }

    void close() throws IOException {
        for (var lane : lanes) {
            lane.close();
        }
    }
}

package io.emdia.live;

import io.emdia.ledger.EventView;
import io.emdia.ledger.Events.AppliedEvent;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.stream.Stream;

/**
 * The newest events of a merchant, encoded, without a gap between them.
 *
 * @param position of the newest
 * @param frames ascending
 */
record Tail(long position, List<Frame> frames) {

    static final Tail NONE = new Tail(0, List.of());

    static Frame encoded(JsonMapper json, AppliedEvent event) {
        return Frame.event(
                event.position(),
                event.type(),
                event.recordedAt(),
                json.writeValueAsBytes(EventView.of(event)));
    }

    /** With what came after it, the newest so many; what is not joined to it stands alone. */
    Tail with(List<Frame> later, int kept) {
        if (later.isEmpty()) {
            return this;
        }
        var isJoined = later.getFirst().id() == position + 1;
        var all = isJoined ? Stream.concat(frames.stream(), later.stream()).toList() : later;
        var newest = all.subList(Math.max(0, all.size() - kept), all.size());
        return new Tail(newest.getLast().id(), List.copyOf(newest));
    }

    /** Whether all that came after a position is here. */
    boolean continues(long after) {
        return after >= position - frames.size() && after <= position;
    }

    /** The position before the newest so many. */
    long before(int newest) {
        return position - Math.min(newest, frames.size());
    }

    /** The first event after a position that it {@link #continues}. */
    @Nullable Frame after(long after) {
        var index = frames.size() - (position - after);
        return index < frames.size() ? frames.get(Math.toIntExact(index)) : null;
    }
}

package io.emdia.live;

import io.emdia.ledger.Events;
import io.emdia.ledger.Events.AppliedEvent;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events of one merchant in a list, some failures first; counts what was read. */
final class Happened implements Events {

    int pagesRead;
    int failuresLeft;
    private final List<AppliedEvent> all = new ArrayList<>();
    private final ListedProgress progress;
    private final String merchantId;

    /**
     * @param progress is moved along
     */
    Happened(String merchantId, ListedProgress progress) {
        this.merchantId = merchantId;
        this.progress = progress;
    }

    void append(int count) {
        for (var i = 0; i < count; i++) {
            var position = all.size() + 1L;
            all.add(
                    new AppliedEvent(
                            position,
                            "c1",
                            "standard",
                            "e" + position,
                            "payment.succeeded",
                            Instant.EPOCH,
                            Instant.EPOCH,
                            List.of()));
        }
        progress.moveTo(merchantId, all.size());
    }

    @Override
    public Mono<List<AppliedEvent>> after(String merchant, long position, int limit) {
        if (failuresLeft-- > 0) {
            return Mono.error(new IOException("away"));
        }
        pagesRead++;
        return Mono.just(
                all.stream().filter(event -> event.position() > position).limit(limit).toList());
    }
}

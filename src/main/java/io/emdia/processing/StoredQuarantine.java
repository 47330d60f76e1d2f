package io.emdia.processing;

import io.emdia.auditlog.Act;
import io.emdia.database.SqlFailure;
import io.emdia.processing.Quarantine.Replay.Replayed;
import io.emdia.processing.Quarantine.Replay.StillKept;
import io.emdia.processing.Read.Readable;
import io.emdia.processing.Read.Unreadable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.util.List;

/** The quarantine in PostgreSQL; a replay goes the way of any delivery. */
@Component
final class StoredQuarantine implements Quarantine {

    private final QuarantineRows rows;
    private final Lookups lookups;
    private final Pipeline pipeline;
    private final Applying applying;

    StoredQuarantine(QuarantineRows rows, Lookups lookups, Pipeline pipeline, Applying applying) {
        this.rows = rows;
        this.lookups = lookups;
        this.pipeline = pipeline;
        this.applying = applying;
    }

    @Override
    public Mono<List<Kept>> list(String merchantId, long below, int limit) {
        return rows.list(merchantId, below, limit);
    }

    @Override
    public Mono<Replay> replay(String merchantId, long id) {
        return rows.find(merchantId, id)
                .flatMap(pipeline::read)
                .flatMap(read -> again(merchantId, id, read))
                .switchIfEmpty(lookups.askAgain(merchantId, id).map(Replay.AskedAgain::new))
                .checkpoint("quarantine replay");
    }

    @Override
    public Mono<Kept> discard(String merchantId, long id) {
        return rows.settle(merchantId, id, "discarded", Act.DELIVERY_DISCARDED);
    }

    private Mono<Replay> again(String merchantId, long id, Read read) {
        return switch (read) {
            case Unreadable unreadable -> still(merchantId, id, unreadable.reason());
            case Readable readable -> apply(merchantId, id, readable);
        };
    }

    private Mono<Replay> apply(String merchantId, long id, Readable readable) {
        return lookups.putBy(List.of(readable))
                .then(Mono.defer(() -> applying.applyAlone(readable)))
                .then(
                        Mono.defer(
                                () ->
                                        rows.settle(
                                                merchantId, id, "replayed", Act.DELIVERY_REPLAYED)))
                .<Replay>map(Replayed::new)
                .onErrorResume(
                        failure -> SqlFailure.of(failure) == SqlFailure.REFUSED,
                        refused -> still(merchantId, id, Applying.refusal(refused)));
    }

    private Mono<Replay> still(String merchantId, long id, String reason) {
        return rows.explain(merchantId, id, reason).thenReturn(new StillKept(reason));
    }
}

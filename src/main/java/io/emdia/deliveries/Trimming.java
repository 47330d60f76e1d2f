package io.emdia.deliveries;

import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Removes deliveries past their retention, and of those only applied ones, so that no outage is
 * ever long enough to lose a delivery. Every node may do it; doing it twice changes nothing.
 */
@Component
final class Trimming {

    private final Asking asking;
    private final LogSettings.TopicSettings settings;
    private final InstantSource clock;

    Trimming(Asking asking, LogSettings settings, InstantSource clock) {
        this.asking = asking;
        this.settings = settings.topics();
        this.clock = clock;
    }

    /**
     * @param committed the next offset to read of every group, the lowest of each partition
     */
    Mono<Void> trim(Map<TopicPartition, Long> committed) {
        if (committed.isEmpty()) {
            return Mono.empty();
        }
        var oldest = clock.instant().minus(settings.retention()).toEpochMilli();
        return asking.ask(
                        admin ->
                                GroupLag.offsets(
                                        admin, committed.keySet(), OffsetSpec.forTimestamp(oldest)))
                .map(kept -> cuts(committed, kept))
                .flatMap(cuts -> asking.ask(admin -> admin.deleteRecords(cuts).all()))
                .checkpoint("trimming the log");
    }

    private static Map<TopicPartition, RecordsToDelete> cuts(
            Map<TopicPartition, Long> committed, Map<TopicPartition, ListOffsetsResultInfo> kept) {
        var cuts = new HashMap<TopicPartition, RecordsToDelete>();
        committed.forEach(
                (partition, applied) -> {
                    var firstKept = kept.get(partition);
                    if (firstKept != null) {
                        cuts.put(partition, RecordsToDelete.beforeOffset(cut(applied, firstKept)));
                    }
                });
        return cuts;
    }

    /** A negative offset says that no delivery is young enough to be kept. */
    private static long cut(long applied, ListOffsetsResultInfo firstKept) {
        return firstKept.offset() < 0 ? applied : Math.min(applied, firstKept.offset());
    }
}

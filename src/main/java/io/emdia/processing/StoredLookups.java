package io.emdia.processing;

import io.emdia.gateways.Lookup;
import io.emdia.gateways.Resource;
import io.emdia.processing.LookupRows.Wanted;
import io.emdia.processing.Quarantine.Kept;
import io.emdia.processing.Read.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Lookups in PostgreSQL; whoever asks for them is woken as soon as there are more. */
@Component
final class StoredLookups implements Lookups {

    private final LookupRows rows;
    private final Sinks.Many<Boolean> more = Sinks.many().multicast().directBestEffort();

    StoredLookups(LookupRows rows) {
        this.rows = rows;
    }

    @Override
    public Mono<Void> putBy(List<Readable> deliveries) {
        var wanted = wanted(deliveries);
        return wanted.isEmpty()
                ? Mono.empty()
                : rows.want(wanted).doOnSuccess(_ -> wake()).checkpoint("put lookups by");
    }

    @Override
    public Mono<Kept> askAgain(String merchantId, long id) {
        return rows.askAgain(merchantId, id).doOnNext(_ -> wake());
    }

    /** A tick whenever something may have become due; none is kept for a reader that is busy. */
    Flux<Boolean> ticks() {
        return more.asFlux();
    }

    /** Serialized: of two ticks at once neither may be lost. */
    synchronized void wake() {
        // Without a reader, or with a busy one, there is nobody to wake.
        var _ = more.tryEmitNext(true);
    }

    private static Collection<Wanted> wanted(List<Readable> deliveries) {
        var byResource = new TreeMap<Wanted.Key, Wanted>();
        for (var delivery : deliveries) {
            for (var lookup : delivery.lookups()) {
                var told = delivery.logged().delivery();
                var key = new Wanted.Key(told.merchantId(), told.connectionId(), stored(lookup));
                var one = new Wanted(key, told.gateway(), lookup.required(), Hops.of(told));
                byResource.merge(key, one, Wanted::or);
            }
        }
        return byResource.values();
    }

    private static Resource stored(Lookup lookup) {
        var resource = lookup.resource();
        return new Resource(
                QuarantineRows.storable(resource.kind()), QuarantineRows.storable(resource.id()));
    }
}

package io.emdia.keys;

import io.emdia.database.Database;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of merchants, one made for whoever has none. A key never changes, so what was read once
 * stays in memory: as many as there are merchants.
 */
@Component
public final class MerchantKeys {

    private final Database database;
    private final MasterKey master;
    private final InstantSource clock;
    private final Map<String, MerchantKey> known = new ConcurrentHashMap<>();

    MerchantKeys(Database database, MasterKey master, InstantSource clock) {
        this.database = database;
        this.master = master;
        this.clock = clock;
    }

    /** As far as this node has heard of it; null before. */
    public @Nullable MerchantKey known(String merchantId) {
        return known.get(merchantId);
    }

    public Mono<MerchantKey> of(String merchantId) {
        var key = known.get(merchantId);
        return key == null
                ? of(List.of(merchantId)).mapNotNull(keys -> keys.get(merchantId))
                : Mono.just(key);
    }

    /** Of all of them, by merchant; from memory where they were read before. */
    public Mono<Map<String, MerchantKey>> of(Collection<String> merchantIds) {
        return missing(merchantIds).isEmpty()
                ? Mono.just(remembered(merchantIds))
                : database.write(
                                Scope.of(Set.copyOf(merchantIds)),
                                transaction -> of(transaction, merchantIds))
                        .doOnNext(known::putAll);
    }

    /**
     * The same within a unit of work. What is read here is not remembered: the unit may be taken
     * back, and with it a key that it made.
     */
    public Mono<Map<String, MerchantKey>> of(
            Connection transaction, Collection<String> merchantIds) {
        var keys = remembered(merchantIds);
        return Flux.fromIterable(missing(merchantIds))
                .concatMap(merchantId -> of(transaction, merchantId))
                .doOnNext(key -> keys.put(key.merchantId(), key))
                .then(Mono.fromSupplier(() -> keys));
    }

    /** A key as another node wrote it by {@link #wrapped}; learnt without the database. */
    public void learn(String merchantId, byte[] wrapped) {
        known.computeIfAbsent(merchantId, _ -> opened(merchantId, wrapped));
    }

    /** Sealed by the current master key, for nodes whose database may be away. */
    public byte[] wrapped(MerchantKey key) {
        return master.wrapped(key.root(), context(key.merchantId()));
    }

    /** Whoever comes second takes the key of whoever came first. */
    private Mono<MerchantKey> of(Connection transaction, String merchantId) {
        var find = MerchantKeyRows.find(transaction, merchantId);
        var fresh = master.wrapped(SealingKey.fresh(), context(merchantId));
        var make = MerchantKeyRows.add(transaction, merchantId, fresh, clock.instant());
        return find.switchIfEmpty(make.then(find)).map(wrapped -> opened(merchantId, wrapped));
    }

    private MerchantKey opened(String merchantId, byte[] wrapped) {
        return new MerchantKey(merchantId, master.unwrapped(wrapped, context(merchantId)));
    }

    /** In one order, so that no two units wait for each other. */
    private Collection<String> missing(Collection<String> merchantIds) {
        var missing = new TreeSet<>(merchantIds);
        missing.removeAll(known.keySet());
        return missing;
    }

    private Map<String, MerchantKey> remembered(Collection<String> merchantIds) {
        var keys = new TreeMap<String, MerchantKey>();
        for (var merchantId : merchantIds) {
            var key = known.get(merchantId);
            if (key != null) {
                keys.put(merchantId, key);
            }
        }
        return keys;
    }

    static String context(String merchantId) {
        return "merchant_key " + merchantId;
    }
}

package io.emdia.keys;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Merchants' keys: so many merchants at a time, since no scope is of all of them. */
@Component
final class ResealedMerchantKeys implements Resealing {

    private static final Logger LOG = LoggerFactory.getLogger(ResealedMerchantKeys.class);
    private static final int MERCHANTS_AT_ONCE = 500;

    private static final String MERCHANTS = "select merchant_id from merchant";
    private static final String OLDER =
            """
            select merchant_id, wrapped from merchant_key
            where merchant_id = any($1) and substring(wrapped from 1 for octet_length($2)) <> $2
            """;
    private static final String REPLACE =
            "update merchant_key set wrapped = $3 where merchant_id = $1 and wrapped = $2";

    private final Database database;
    private final MasterKey master;

    ResealedMerchantKeys(Database database, MasterKey master) {
        this.database = database;
        this.master = master;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(String merchantId, byte[] wrapped) {

        static Kept of(Readable row) {
            var wrapped = Objects.requireNonNull(row.get("wrapped", byte[].class));
            return new Kept(Row.text(row, "merchant_id"), wrapped);
        }
    }

    @Override
    public String what() {
        return "merchant_keys";
    }

    @Override
    public Mono<Long> older() {
        return all().count();
    }

    @Override
    public Mono<Void> reseal() {
        return all().concatMap(this::reseal).then();
    }

    private Flux<Kept> all() {
        return database.read(Scope.DIRECTORY, ResealedMerchantKeys::merchants)
                .flatMapIterable(merchants -> merchants)
                .buffer(MERCHANTS_AT_ONCE)
                .concatMap(this::of)
                .concatMapIterable(kept -> kept);
    }

    private static Mono<List<String>> merchants(Connection unit) {
        return Query.on(unit, MERCHANTS).rows(row -> Row.text(row, "merchant_id"));
    }

    private Mono<List<Kept>> of(List<String> merchants) {
        return database.read(
                Scope.of(Set.copyOf(merchants)),
                unit ->
                        Query.on(unit, OLDER)
                                .with(merchants.toArray(String[]::new))
                                .with(master.currentPrefix())
                                .rows(Kept::of));
    }

    private Mono<Long> reseal(Kept kept) {
        return Mono.fromSupplier(() -> resealed(kept))
                .flatMap(fresh -> replace(kept, fresh))
                .onErrorResume(Unopened.class, shut -> tell(kept, shut));
    }

    private byte[] resealed(Kept kept) {
        var context = MerchantKeys.context(kept.merchantId());
        return master.wrapped(master.unwrapped(kept.wrapped(), context), context);
    }

    private Mono<Long> replace(Kept kept, byte[] fresh) {
        return database.write(
                Scope.of(kept.merchantId()),
                unit ->
                        Query.on(unit, REPLACE)
                                .with(kept.merchantId())
                                .with(kept.wrapped())
                                .with(fresh)
                                .changed());
    }

    private static Mono<Long> tell(Kept kept, Unopened shut) {
        LOG.error("The key of merchant {} stays as it is: {}", kept.merchantId(), "" + shut);
        return Mono.empty();
    }
}

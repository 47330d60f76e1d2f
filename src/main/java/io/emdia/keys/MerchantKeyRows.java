package io.emdia.keys;

import io.emdia.database.Query;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Objects;

/** The table of merchants' keys, each wrapped by a master key. */
final class MerchantKeyRows {

    private static final String FIND = "select wrapped from merchant_key where merchant_id = $1";
    private static final String ADD =
            """
            insert into merchant_key (merchant_id, wrapped, created_at) values ($1, $2, $3)
            on conflict (merchant_id) do nothing
            """;

    private MerchantKeyRows() {}

    /** Empty when the merchant has none. */
    static Mono<byte[]> find(Connection unit, String merchantId) {
        return Mono.defer(
                () -> Query.on(unit, FIND).with(merchantId).row(MerchantKeyRows::wrapped));
    }

    /** Does nothing when the merchant has one. */
    static Mono<Void> add(Connection unit, String merchantId, byte[] wrapped, Instant now) {
        return Mono.defer(() -> Query.on(unit, ADD).with(merchantId).with(wrapped).with(now).run());
    }

    private static byte[] wrapped(Readable row) {
        return Objects.requireNonNull(row.get("wrapped", byte[].class));
    }
}

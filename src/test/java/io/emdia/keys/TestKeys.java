package io.emdia.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.emdia.database.Database;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;

import org.reactivestreams.Publisher;

import reactor.core.publisher.Mono;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** Keys for tests of other packages. */
public final class TestKeys {

    /** As {@code emdia.master-key} takes it. */
    public static final String MASTER = encoded("an installation of these tests..");

    private TestKeys() {}

    public static MasterKey master() {
        return new MasterKey(settings(MASTER));
    }

    public static MerchantKeys in(Database database) {
        return new MerchantKeys(database, master(), InstantSource.system());
    }

    /** These merchants' keys, and no database to ask for others; the same ones every time. */
    public static MerchantKeys knowing(String... merchantIds) {
        var keys = in(new Database(new Absent()));
        for (var merchantId : merchantIds) {
            keys.learn(merchantId, wrapped(merchantId));
        }
        return keys;
    }

    /** A key of a merchant that nobody keeps. */
    public static MerchantKey fresh(String merchantId) {
        return new MerchantKey(merchantId, SealingKey.fresh());
    }

    private static byte[] wrapped(String merchantId) {
        var key = SealingKey.of(Hmac.of(MASTER.getBytes(US_ASCII), merchantId.getBytes(US_ASCII)));
        return master().wrapped(key, "merchant_key " + merchantId);
    }

    /** A database that is away. */
    private static final class Absent implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.error(new R2dbcNonTransientResourceException("there is no database here"));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "none";
        }
    }

    static KeySettings settings(String current, String... accepted) {
        return new KeySettings(
                Path.of("nowhere"), current, List.of(accepted), Duration.ZERO, Duration.ZERO);
    }

    static String encoded(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(US_ASCII));
    }
}

package io.emdia.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.emdia.database.Database;

import java.nio.file.Path;
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

    /** A key of a merchant that nobody keeps. */
    public static MerchantKey fresh(String merchantId) {
        return new MerchantKey(merchantId, SealingKey.fresh());
    }

    static KeySettings settings(String current, String... accepted) {
        return new KeySettings(Path.of("nowhere"), current, List.of(accepted));
    }

    static String encoded(String key) {
        return Base64.getEncoder().encodeToString(key.getBytes(US_ASCII));
    }
}

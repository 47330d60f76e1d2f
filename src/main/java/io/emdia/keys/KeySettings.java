package io.emdia.keys;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The key that all others hang on. Several nodes must be given the same.
 *
 * @param dataDir where the key is made and kept that is not given
 * @param masterKey seals and opens: 32 bytes in base64; unset, one is kept in the data folder
 * @param masterKeyAccepted only open: the keys before, while anything is still sealed by them, and
 *     the one that comes next
 * @param masterKeyGrace how long the keys before stay after nothing kept needs them: as long as a
 *     browser holds a sign-in that was begun, and some more
 * @param masterKeyLookEvery how often it is looked for what older keys sealed
 */
@ConfigurationProperties("emdia")
record KeySettings(
        @DefaultValue("./data") Path dataDir,
        @Nullable String masterKey,
        @DefaultValue List<String> masterKeyAccepted,
        @DefaultValue("15m") Duration masterKeyGrace,
        @DefaultValue("30s") Duration masterKeyLookEvery) {

    /** Leaves the keys out, so that no log line can hold one. */
    @Override
    public String toString() {
        return "KeySettings[dataDir=%s]".formatted(dataDir);
    }
}

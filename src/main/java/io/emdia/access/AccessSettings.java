package io.emdia.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * What opens the installation.
 *
 * @param dataDir where a token that is not given is made and kept
 * @param adminToken the administrator's token; unset, one is kept in the data folder
 * @param secureCookies whether browsers may send the session cookie over https only; set it where
 *     https ends before this process
 */
@ConfigurationProperties("emdia")
record AccessSettings(
        @DefaultValue("./data") Path dataDir,
        @Nullable String adminToken,
        @DefaultValue("false") boolean secureCookies) {

    /** Leaves the token out, so that no log line can hold one. */
    @Override
    public String toString() {
        return "AccessSettings[dataDir=%s]".formatted(dataDir);
    }
}

package io.emdia.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * @param stall after this a client that takes nothing of its file is given up
 */
@ConfigurationProperties("emdia.downloads")
record DownloadSettings(@DefaultValue("2m") Duration stall) {

    DownloadSettings {
        if (!stall.isPositive()) {
            throw new IllegalArgumentException(
                    "emdia.downloads.stall must be positive, was " + stall);
        }
    }
}

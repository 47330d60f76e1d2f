package io.emdia.embedded;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * @param dataDir where the embedded servers keep their data, and the secrets made at first start
 */
@ConfigurationProperties("emdia")
record EmbeddedSettings(@DefaultValue("./data") Path dataDir) {}

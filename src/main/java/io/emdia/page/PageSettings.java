package io.emdia.page;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.nio.file.Path;

/**
 * @param folder for work on the page: its files are read from there whenever it is loaded, instead
 *     of once from the class path
 */
@ConfigurationProperties("emdia.page")
record PageSettings(@Nullable Path folder) {}

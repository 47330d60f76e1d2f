package io.emdia.http;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Some rows of a table, in order; there may be none although more follow.
 *
 * @param next where the rows after these begin; null after the last
 */
public record TablePage<T, K>(List<T> rows, @Nullable K next) {}

package io.emdia.merchants;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How hashes, sealed bytes and instants of this package's tables are read and bound. */
final class Columns {

    private Columns() {}

    static byte[] bytes(Readable row, String column) {
        return requireNonNull(row.get(column, byte[].class));
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

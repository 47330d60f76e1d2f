package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Says of an {@link Arrival} that its body is not a webhook's, but a row of a table that a person
 * exported from the gateway: an object of its cells by column, all of them texts. Its mark is a
 * header that no request from outside can bring: the intake drops it.
 *
 * @param table as {@link ExportedRows} names it
 */
public record ExportedRow(String table) {

    private static final String TABLE = Fetched.MARKS + "exported-table";

    /** As it is kept with the body on the log. */
    public Map<String, String> headers() {
        return Map.of(TABLE, table);
    }

    /** Null for anything else. */
    public static @Nullable ExportedRow of(Arrival arrival) {
        var table = arrival.onlyHeader(TABLE);
        return table == null ? null : new ExportedRow(table);
    }
}

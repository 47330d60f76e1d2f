package io.emdia.processing;

import io.emdia.database.Row;
import io.emdia.deliveries.Delivery;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a row of the quarantine holds of a delivery, as it lies there.
 *
 * @param plain says all where the row was not sealed yet, else only whose it is
 * @param sealed null where the row was not sealed yet, or never held anything
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
record KeptContent(Delivery plain, byte @Nullable [] sealed) {

    static final String COLUMNS =
            "merchant_id, connection_id, gateway, header_names, header_values, query, body, sealed";

    static KeptContent of(Readable row) {
        var body = row.get("body", byte[].class);
        var query = Row.maybeText(row, "query");
        var plain =
                new Delivery(
                        Row.text(row, "merchant_id"),
                        Row.text(row, "connection_id"),
                        Row.text(row, "gateway"),
                        headers(row),
                        query == null ? "" : query,
                        body == null ? new byte[0] : body);
        return new KeptContent(plain, row.get("sealed", byte[].class));
    }

    private static Map<String, String> headers(Readable row) {
        var names = row.get("header_names", String[].class);
        if (names == null) {
            return Map.of();
        }
        var values = Objects.requireNonNull(row.get("header_values", String[].class));
        var headers = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.length; i++) {
            headers.put(names[i], values[i]);
        }
        return headers;
    }
}

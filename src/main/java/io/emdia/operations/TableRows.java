package io.emdia.operations;

import static java.util.Objects.requireNonNull;

import io.emdia.gateways.ExportedRow;
import io.emdia.merchants.Connection;
import io.emdia.operations.Records.Cut;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * A row of a table that was exported from a gateway on each line, as an object of its cells.
 *
 * @param columns of the header row, in order
 */
record TableRows(Readers readers, String gateway, String name, List<String> columns, char delimiter)
        implements ImportFormat {

    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public boolean hasHeader() {
        return true;
    }

    @Override
    public Line read(Cut record, Connection connection) {
        var cells = TableText.cells(requireNonNull(record.bytes()), delimiter);
        if (cells == null) {
            return new Line.Refused(record.line(), "the line must be one row of a table");
        }
        if (cells.size() > columns.size()) {
            return new Line.Refused(
                    record.line(), "the row must have at most %d cells".formatted(columns.size()));
        }
        var body = JSON.writeValueAsBytes(object(cells));
        return readers.read(record.line(), connection, new ExportedRow(name).headers(), body);
    }

    private LinkedHashMap<String, String> object(List<String> cells) {
        var object = new LinkedHashMap<String, String>();
        for (var index = 0; index < cells.size(); index++) {
            if (!columns.get(index).isBlank() && !cells.get(index).isBlank()) {
                object.putIfAbsent(columns.get(index), cells.get(index));
            }
        }
        return object;
    }
}

package io.emdia.operations;

import io.emdia.gateways.Cells;
import io.emdia.gateways.ExportedRows;
import io.emdia.http.Problem;
import io.emdia.operations.Records.Cut;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.stream.Collectors;

/** Tells by its first record what an import holds, whatever its media type says. */
@Component
final class ImportFormats {

    private final Readers readers;
    private final List<ExportedRows> tables;

    ImportFormats(Readers readers, List<ExportedRows> tables) {
        this.readers = readers;
        this.tables = List.copyOf(tables);
    }

    /** A 400 for what is none that is known. */
    ImportFormat of(Cut first) {
        var bytes = first.bytes();
        if (bytes == null) {
            throw unknown();
        }
        return bytes[0] == '{' ? new EventLines(readers) : table(bytes);
    }

    private ImportFormat table(byte[] header) {
        var delimiter = TableText.delimiter(header);
        var columns = TableText.cells(header, delimiter);
        if (columns == null) {
            throw unknown();
        }
        var plain = columns.stream().map(Cells::plain).collect(Collectors.toSet());
        for (var known : tables) {
            var table = known.table(plain);
            if (table != null) {
                return new TableRows(readers, known.gateway(), table, columns, delimiter);
            }
        }
        throw unknown();
    }

    private Problem unknown() {
        var known = tables.stream().map(ExportedRows::described).sorted().toList();
        return Problem.invalid(
                "body",
                "must be lines of JSON events, or begin with the header row of one of these"
                        + " tables: "
                        + String.join("; ", known));
    }
}

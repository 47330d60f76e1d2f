package io.emdia.operations;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows of tables as spreadsheets write them, in UTF-8 or in what Windows has for the West. */
final class TableText {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final char[] DELIMITERS = {';', ',', '\t'};

    private TableText() {}

    /** The one that a header row has most of. */
    static char delimiter(byte[] header) {
        var best = DELIMITERS[0];
        for (var delimiter : DELIMITERS) {
            if (count(header, delimiter) > count(header, best)) {
                best = delimiter;
            }
        }
        return best;
    }

    private static int count(byte[] bytes, char wanted) {
        var found = 0;
        for (var each : bytes) {
            found += each == wanted ? 1 : 0;
        }
        return found;
    }

    /** The cells of one row; null when it is no row. */
    static @Nullable List<String> cells(byte[] row, char delimiter) {
        var format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
        try (var parser = CSVParser.builder().setFormat(format).setReader(reader(row)).get()) {
            var rows = parser.getRecords();
            return rows.size() == 1 ? rows.getFirst().toList() : null;
        } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
            return null;
        }
    }

    private static StringReader reader(byte[] row) {
        return new StringReader(decoded(row));
    }

    private static String decoded(byte[] row) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row)).toString();
        } catch (CharacterCodingException western) {
            return new String(row, WESTERN);
        }
    }
}

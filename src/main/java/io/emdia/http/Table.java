package io.emdia.http;

import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table to be saved as a file.
 *
 * @param name of the file, of letters, digits and {@code -._} only
 */
public record Table<T>(String name, TableStyle style, List<Column<T>> columns) {

    /** What the file begins with: the row of headings. */
    String start() {
        var headings =
                columns.stream()
                        .map(column -> style.in(column.portuguese(), column.english()))
                        .toList();
        return style.start() + lines(Stream.of(headings));
    }

    String lines(List<T> rows) {
        return lines(rows.stream().map(this::cells));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> cells(T row) {
        return columns.stream().map(column -> column.cell().apply(style, row)).toList();
    }

    private String lines(Stream<List<String>> rows) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, style.format())) {
            printer.printRecords(rows);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}

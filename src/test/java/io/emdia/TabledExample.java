package io.emdia;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The worked example with a customer whose name a spreadsheet would compute, and its tables. */
final class TabledExample {

    private static final String NAMED =
            """
            {"type":"customer.upserted","timestamp":"2025-06-01T12:00:00Z","data":\
            {"customer_id":"A","name":"=cmd|'/c calc'!A1;\\"Ação\\""}}\
            """;

    private TabledExample() {}

    /** Posts all of it to a new merchant; answers its connection. */
    static String postedTo(RunningProduct product, String merchant) {
        var connection = product.merchant(merchant);
        for (var post : WorkedExample.posts()) {
            assertThat(product.post(connection, post.id(), post.body())).isEqualTo(200);
        }
        assertThat(product.post(connection, "named", NAMED)).isEqualTo(200);
        product.awaitEvents(merchant, WorkedExample.posts().size() + 1);
        return connection;
    }

    static List<List<String>> rows(String text, char delimiter) {
        var format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        try (var parser = CSVParser.parse(text, format)) {
            return parser.stream().map(row -> row.toList()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

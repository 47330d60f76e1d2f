package io.emdia.database;

import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A row of any table for any merchant, with as little in it as the table asks for. */
record SomeRows(String table, List<Column> columns) {

    record Column(String name, String type) {}

    private static final String MERCHANT = "merchant_id";

    /** Those that the row must give. */
    private static final String ASKED_FOR =
            """
            select a.attname::text as name, format_type(a.atttypid, null) as type
            from pg_attribute a
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
              and a.attname <> 'merchant_id'
              and (a.attnotnull and not a.atthasdef and a.attidentity = '' or a.attname in ('role', 'wrapped'))
            order by a.attnum\
            """;

    /** Where not just anything does. */
    private static final Map<String, String> CHOSEN =
            Map.of(
                    "merchant.mrr_starts", "'started'",
                    "access_token.role", "'viewer'",
                    "sign_in_session.role", "'viewer'",
                    "erasure.status", "'done'");

    private static final Map<String, String> BY_TYPE =
            Map.ofEntries(
                    Map.entry("text", "$1::text || $2::text"),
                    Map.entry("text[]", "'{}'"),
                    Map.entry("bigint[]", "'{}'"),
                    Map.entry("bytea", "convert_to($1::text || $2::text, 'UTF8')"),
                    Map.entry("jsonb", "'{}'"),
                    Map.entry("boolean", "false"),
                    Map.entry("date", "'2025-01-01'"),
                    Map.entry("timestamp with time zone", "'2025-01-01T00:00:00Z'"),
                    Map.entry("uuid", "gen_random_uuid()"));

    private static final String NUMBER = "1";

    static Mono<SomeRows> of(Database database, String table) {
        return database.read(
                        Scope.DIRECTORY,
                        unit -> Query.on(unit, ASKED_FOR).with(table).rows(SomeRows::column))
                .map(columns -> new SomeRows(table, columns));
    }

    private static Column column(Readable row) {
        return new Column(Row.text(row, "name"), Row.text(row, "type"));
    }

    /** Of merchant $1, told from others of the merchant by $2. */
    String insert() {
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        var values = columns.stream().map(this::value).collect(Collectors.joining(", "));
        var rest = columns.isEmpty() ? "" : ", ";
        return "insert into %s (%s%s%s) select $1::text%s%s where $2::text <> ''"
                .formatted(table, MERCHANT, rest, names, rest, values);
    }

    private String value(Column column) {
        var chosen = CHOSEN.get(table + "." + column.name());
        return chosen == null ? BY_TYPE.getOrDefault(column.type(), NUMBER) : chosen;
    }
}

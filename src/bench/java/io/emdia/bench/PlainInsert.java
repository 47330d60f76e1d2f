package io.emdia.bench;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.ledger.Scopes;
import io.r2dbc.spi.Readable;

import org.flywaydb.core.Flyway;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What PostgreSQL itself takes: the facts of events, inserted with nothing else done. */
final class PlainInsert {

    private static final int COLUMNS = 9;
    private static final int ROWS_PER_TRANSACTION = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String READ =
            """
            select merchant_id, connection_id, event_id, digest, happened_at::text, recorded_at::text,
                   gateway, type, facts::text
            from event where merchant_id like $1 || '%'\
            """;

    private static final String INSERT =
            """
            insert into bench_event (merchant_id, connection_id, event_id, digest, happened_at,
                                     recorded_at, gateway, type, facts)
            select m, c, e, d, h::timestamptz, r::timestamptz, g, t, f::jsonb
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                        $7::text[], $8::text[], $9::text[])
                 as x(m, c, e, d, h, r, g, t, f)
            on conflict do nothing\
            """;

    private final Database database;

    private PlainInsert(Database database) {
        this.database = database;
    }

    /** Makes the table, which only the owner of the schema may. */
    static PlainInsert in(BenchedProduct product) throws SQLException {
        var owner = product.bean(Flyway.class).getConfiguration().getDataSource();
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table bench_event (like event including all)");
            statement.execute("grant select, insert, delete on bench_event to public");
        }
        return new PlainInsert(product.bean(Database.class));
    }

    double perSecond(String merchantPrefix) {
        var everyone = Objects.requireNonNull(Scopes.all(database).block(PATIENCE));
        var rows =
                database.read(
                                everyone,
                                connection ->
                                        Query.on(connection, READ)
                                                .with(merchantPrefix)
                                                .rows(PlainInsert::row))
                        .block(PATIENCE);
        var transactions = transactions(Objects.requireNonNull(rows));
        var start = System.nanoTime();
        for (var columns : transactions) {
            database.write(
                            Scope.DIRECTORY,
                            connection -> {
                                var query = Query.on(connection, INSERT);
                                columns.forEach(query::with);
                                return query.run();
                            })
                    .block(PATIENCE);
        }
        return transactions.stream().mapToInt(columns -> columns.getFirst().length).sum()
                * 1e9
                / (System.nanoTime() - start);
    }

    private static String[] row(Readable row) {
        return IntStream.range(0, COLUMNS)
                .mapToObj(at -> row.get(at, String.class))
                .toArray(String[]::new);
    }

    private static List<List<String[]>> transactions(List<String[]> rows) {
        var transactions = new ArrayList<List<String[]>>();
        for (int from = 0; from < rows.size(); from += ROWS_PER_TRANSACTION) {
            var some = rows.subList(from, Math.min(rows.size(), from + ROWS_PER_TRANSACTION));
            transactions.add(
                    IntStream.range(0, COLUMNS)
                            .mapToObj(
                                    at -> some.stream().map(row -> row[at]).toArray(String[]::new))
                            .toList());
        }
        return transactions;
    }
}

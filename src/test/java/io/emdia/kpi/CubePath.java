package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.ledger.Aging;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Open balances straight from the cube, in one pass over all of a merchant's cells. */
final class CubePath {

    private static final String SQL =
            """
            select width_bucket($4 - due_on, array[1, 31, 61, 91, 181, 366]) as bucket,
                   sum(open_amount)::bigint as amount,
                   sum(open_charges)::bigint as charges,
                   coalesce(sum(open_amount) filter (where day < $5), 0)::bigint as opening
              from kpi_cube
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and day <= $4
             group by 1
            """;

    private CubePath() {}

    static Mono<Book> book(Connection unit, String merchantId, Scope scope) {
        var method = scope.method();
        return Query.on(unit, SQL)
                .with(merchantId)
                .with(scope.currency())
                .with(method == null ? null : method.code(), String.class)
                .with(scope.asOf())
                .with(scope.start())
                .rows(Bucket::of)
                .map(CubePath::book);
    }

    private record Bucket(int at, Balance balance, long opening) {

        static Bucket of(Readable row) {
            return new Bucket(
                    Math.toIntExact(Row.number(row, "bucket")),
                    new Balance(Row.number(row, "amount"), Row.number(row, "charges")),
                    Row.number(row, "opening"));
        }
    }

    private static Book book(List<Bucket> buckets) {
        var balances =
                new ArrayList<>(Collections.nCopies(Aging.values().length, new Balance(0, 0)));
        buckets.forEach(bucket -> balances.set(bucket.at(), bucket.balance()));
        return new Book(List.copyOf(balances), buckets.stream().mapToLong(Bucket::opening).sum());
    }
}

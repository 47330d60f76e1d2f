package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Customers;
import io.emdia.kpi.CellSums.Issued;
import io.emdia.kpi.CellSums.Received;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;

/** Sums cells within one unit of work, which must be a snapshot for the sums to fit together. */
record CellReading(Connection unit, String merchantId, Scope scope) {

    private static final String CURRENCIES =
            "select currency from kpi_currency where merchant_id = $1 and charges > 0"
                    + " order by currency";

    private static final String CUBE =
            """
            select width_bucket($4 - due_on, %s) as bucket,
                   sum(open_amount)::bigint as open_amount,
                   sum(open_charges)::bigint as open_charges,
                   coalesce(sum(open_amount) filter (where day <= $5), 0)::bigint
                           as opening_amount,
                   coalesce(sum(owed_amount) filter (where due_on between $6 and $7), 0)::bigint
                           as owed_amount,
                   coalesce(sum(owed_charges) filter (where due_on between $6 and $7), 0)::bigint
                           as owed_charges,
                   coalesce(sum(principal) filter (where due_on between $6 and $7), 0)::bigint
                           as principal,
                   coalesce(sum(charges) filter (where due_on between $6 and $7), 0)::bigint
                           as charges,
                   coalesce(sum(fell_amount) filter (where due_on between $6 and $7), 0)::bigint
                           as fell_amount,
                   coalesce(sum(recovered_amount) filter (where due_on between $6 and $7), 0)
                           ::bigint as recovered_amount
              from kpi_cube
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and day <= $4
             group by 1
            """
                    .formatted(Aging.FLOORS);

    private static final String RECEIPTS =
            """
            select payment_method, lag_days, sum(amount)::bigint as amount,
                   sum(amount_days_from_issue) as amount_days_from_issue
              from kpi_receipt
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and paid_on between $4 and $5 and day <= $6
             group by payment_method, lag_days
            having sum(amount) <> 0
            """;

    private static final String ISSUED =
            """
            select coalesce(sum(amount) filter (where issued_on <= $5), 0)::bigint as in_window,
                   coalesce(sum(amount), 0)::bigint as since_start,
                   coalesce(sum(amount) filter (where issued_on >= $7), 0)::bigint as lately
              from kpi_issued
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and issued_on between $4 and $6 and day <= $6
            """;

    private static final String CUSTOMERS =
            """
            select coalesce(sum(delinquent), 0)::bigint as delinquent,
                   coalesce(sum(customers), 0)::bigint as all_of_them
              from kpi_customer
             where merchant_id = $1 and currency = $2 and method = coalesce($3, '') and day <= $4
            """;

    static Mono<List<String>> currencies(Connection unit, String merchantId) {
        return Query.on(unit, CURRENCIES).with(merchantId).rows(row -> Row.text(row, "currency"));
    }

    /** One statement after the other: a connection has one conversation. */
    Mono<CellSums> sums() {
        return cube().flatMap(this::withReceived);
    }

    private Mono<CellSums> withReceived(Cube cube) {
        return received().flatMap(received -> withIssued(cube, received));
    }

    private Mono<CellSums> withIssued(Cube cube, List<Received> received) {
        return issued().flatMap(issued -> withCustomers(cube, received, issued));
    }

    private Mono<CellSums> withCustomers(Cube cube, List<Received> received, Issued issued) {
        return customers().map(customers -> sums(cube, received, issued, customers));
    }

    private static CellSums sums(
            Cube cube, List<Received> received, Issued issued, Customers customers) {
        return new CellSums(
                cube.book(), cube.opening(), cube.cohort(), received, issued, customers);
    }

    private Mono<Cube> cube() {
        return query(CUBE)
                .with(scope.asOf())
                .with(scope.opening())
                .with(scope.start())
                .with(scope.cohortEnd())
                .rows(Cube::of)
                .map(rows -> rows.stream().reduce(Cube.EMPTY, Cube::plus));
    }

    private Mono<List<Received>> received() {
        return query(RECEIPTS)
                .with(scope.start())
                .with(scope.end())
                .with(scope.asOf())
                .rows(CellReading::received);
    }

    private static Received received(Readable row) {
        return new Received(
                Row.text(row, "payment_method"),
                Math.toIntExact(Row.number(row, "lag_days")),
                Row.number(row, "amount"),
                Row.exact(row, "amount_days_from_issue").toBigIntegerExact());
    }

    private Mono<Issued> issued() {
        return query(ISSUED)
                .with(scope.start())
                .with(scope.end())
                .with(scope.asOf())
                .with(scope.salesStart())
                .row(
                        row ->
                                new Issued(
                                        Row.number(row, "in_window"),
                                        Row.number(row, "since_start"),
                                        Row.number(row, "lately")));
    }

    private Mono<Customers> customers() {
        return query(CUSTOMERS)
                .with(scope.asOf())
                .row(
                        row ->
                                new Customers(
                                        Row.number(row, "delinquent"),
                                        Row.number(row, "all_of_them")));
    }

    private Query query(String sql) {
        return Query.on(unit, sql)
                .with(merchantId)
                .with(scope.currency())
                .with(method(), String.class);
    }

    private @Nullable String method() {
        var method = scope.method();
        return method == null ? null : method.code();
    }
}

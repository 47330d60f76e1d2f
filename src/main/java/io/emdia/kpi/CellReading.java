package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Cohort;
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

    /** Of those due in the window all that ever moved, less what moves after the day asked for. */
    private static final String COHORT =
            """
            select coalesce(sum(owed_amount), 0)::bigint as owed_amount,
                   coalesce(sum(owed_charges), 0)::bigint as owed_charges,
                   coalesce(sum(principal), 0)::bigint as principal,
                   coalesce(sum(charges), 0)::bigint as charges,
                   coalesce(sum(fell_amount), 0)::bigint as fell_amount,
                   coalesce(sum(recovered_amount), 0)::bigint as recovered_amount
              from (select owed_amount, owed_charges, principal, charges, fell_amount,
                           recovered_amount
                      from kpi_due
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and due_on between $5 and $6
                    union all
                    select -owed_amount, -owed_charges, -principal, -charges, -fell_amount,
                           -recovered_amount
                      from kpi_cube
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and due_on between $5 and $6 and day > $4) as moved
            """;

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
        return book().flatMap(this::withCohort);
    }

    private Mono<CellSums> withCohort(Book book) {
        return cohort().flatMap(cohort -> withReceived(book, cohort));
    }

    private Mono<CellSums> withReceived(Book book, Cohort cohort) {
        return received().flatMap(received -> withIssued(book, cohort, received));
    }

    private Mono<CellSums> withIssued(Book book, Cohort cohort, List<Received> received) {
        return issued().flatMap(issued -> withCustomers(book, cohort, received, issued));
    }

    private Mono<CellSums> withCustomers(
            Book book, Cohort cohort, List<Received> received, Issued issued) {
        return customers()
                .map(
                        customers ->
                                new CellSums(
                                        book.balances(),
                                        book.opening(),
                                        cohort,
                                        received,
                                        issued,
                                        customers));
    }

    /** The open balances alone. */
    Mono<Book> book() {
        return query(Book.SQL).with(scope.asOf()).with(scope.opening()).row(Book::of);
    }

    private Mono<Cohort> cohort() {
        return query(COHORT)
                .with(scope.asOf())
                .with(scope.start())
                .with(scope.cohortEnd())
                .row(CellReading::cohort);
    }

    private static Cohort cohort(Readable row) {
        return new Cohort(
                Row.number(row, "owed_amount"),
                Row.number(row, "owed_charges"),
                Row.number(row, "principal"),
                Row.number(row, "charges"),
                Row.number(row, "fell_amount"),
                Row.number(row, "recovered_amount"));
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

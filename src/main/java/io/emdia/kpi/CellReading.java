package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Attempts;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Cohort;
import io.emdia.kpi.CellSums.Customers;
import io.emdia.kpi.CellSums.Flows;
import io.emdia.kpi.CellSums.Issued;
import io.emdia.kpi.CellSums.Received;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.List;

/**
 * Sums cells within one unit of work, which must be a snapshot for the sums to fit together. In
 * every statement $1 is the merchant, $2 the currency, $3 the method (null for all), $4 the day as
 * of whose end, $5 and $6 the window's first and last day.
 */
record CellReading(Connection unit, String merchantId, Scope scope) {

    /** Every subscription there ever was is in some state in the end. */
    private static final String CURRENCIES =
            """
            select currency from kpi_currency where merchant_id = $1 and charges > 0
            union
            select currency from kpi_standing where merchant_id = $1
             group by currency having sum(trialing + active + past_due + paused + canceled) > 0
             order by currency
            """;

    /** $7 is the last due day that counts: all that ever moved, less what moves after $4. */
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
                       and due_on between $5 and $7
                    union all
                    select -owed_amount, -owed_charges, -principal, -charges, -fell_amount,
                           -recovered_amount
                      from kpi_cube
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and due_on between $5 and $7 and day > $4) as moved
            """;

    /** $8 is the first of as many days as the window has, ending at $4. */
    private static final String ISSUED =
            """
            select coalesce(sum(amount) filter (where issued_on <= $6), 0)::bigint as in_window,
                   coalesce(sum(amount), 0)::bigint as since_start,
                   coalesce(sum(amount) filter (where issued_on >= $8), 0)::bigint as lately
              from kpi_issued
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and issued_on between $5 and $4 and day <= $4
            """;

    private static final String CUSTOMERS =
            """
            select coalesce(sum(delinquent), 0)::bigint as delinquent,
                   coalesce(sum(customers), 0)::bigint as all_of_them
              from kpi_customer
             where merchant_id = $1 and currency = $2 and method = coalesce($3, '') and day <= $4
            """;

    private static final int DOUBTFUL_TO = 9;

    /** What moved silent charges later; $9 is the last due day that is doubtful. */
    private static final String SILENT =
            """
            select coalesce(sum(open_amount), 0)::bigint as silent_amount_moved,
                   coalesce(sum(open_charges), 0)::bigint as silent_charges_moved
              from kpi_silent
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and due_on <= $9 and day <= $4
            """;

    private static final String FLOWS =
            """
            select coalesce(sum(refunded_amount), 0)::bigint as refunded_amount,
                   coalesce(sum(disputed_amount), 0)::bigint as disputed_amount,
                   coalesce(sum(disputes), 0)::bigint as disputes,
                   coalesce(sum(card_payments), 0)::bigint as card_payments
              from kpi_flow
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and day between $5 and $6
            """;

    /** Every sum that is a row of its own, in one round trip. */
    private static final String TOTALS =
            """
            select * from (%s) as book, (%s) as cohort, (%s) as issued, (%s) as customers,
                          (%s) as silent, (%s) as flows
            """
                    .formatted(Book.sql(DOUBTFUL_TO), COHORT, ISSUED, CUSTOMERS, SILENT, FLOWS);

    /** Numbers are grouped sooner than texts. */
    private static final String RECEIPTS =
            """
            select payment_method, lag_days, sum(amount)::bigint as amount,
                   sum(amount_days_from_issue) as amount_days_from_issue
              from kpi_receipt
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and paid_on between $5 and $6 and day <= $4
             group by lag_days, payment_method
            having sum(amount) <> 0
            """;

    private static final String ATTEMPTS =
            """
            select code, sum(attempts)::bigint as attempts,
                   sum(first_attempts)::bigint as first_attempts
              from kpi_attempt
             where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
               and day between $5 and $6 and day <= $4
             group by code
            """;

    static Mono<List<String>> currencies(Connection unit, String merchantId) {
        return Query.on(unit, CURRENCIES).with(merchantId).rows(row -> Row.text(row, "currency"));
    }

    /** One statement after the other: a connection has one conversation. */
    Mono<CellSums> sums() {
        return totals().flatMap(totals -> received().flatMap(received -> with(totals, received)));
    }

    private Mono<CellSums> with(Totals totals, List<Received> received) {
        return attempts()
                .flatMap(
                        attempts ->
                                new RevenueReading(unit, merchantId, scope)
                                        .sums()
                                        .map(sums -> totals.with(received, attempts, sums)));
    }

    /** The open balances alone. */
    Mono<Book> book() {
        return query(Book.sql(6)).with(scope.doubtfulTo()).row(Book::of);
    }

    private record Totals(
            Book book,
            Cohort cohort,
            Issued issued,
            Customers customers,
            Balance doubtful,
            Flows flows) {

        static Totals of(Readable row) {
            return new Totals(
                    Book.of(row),
                    toCohort(row),
                    toIssued(row),
                    toCustomers(row),
                    toDoubtful(row),
                    toFlows(row));
        }

        CellSums with(List<Received> received, Attempts attempts, RevenueSums revenue) {
            return new CellSums(
                    book.balances(),
                    doubtful,
                    book.opening(),
                    cohort,
                    received,
                    issued,
                    customers,
                    attempts,
                    flows,
                    revenue);
        }
    }

    private Mono<Totals> totals() {
        return query(TOTALS)
                .with(scope.end())
                .with(scope.cohortEnd())
                .with(scope.salesStart())
                .with(scope.doubtfulTo())
                .row(Totals::of);
    }

    private static Cohort toCohort(Readable row) {
        return new Cohort(
                Row.number(row, "owed_amount"),
                Row.number(row, "owed_charges"),
                Row.number(row, "principal"),
                Row.number(row, "charges"),
                Row.number(row, "fell_amount"),
                Row.number(row, "recovered_amount"));
    }

    private static Issued toIssued(Readable row) {
        return new Issued(
                Row.number(row, "in_window"),
                Row.number(row, "since_start"),
                Row.number(row, "lately"));
    }

    private static Customers toCustomers(Readable row) {
        return new Customers(Row.number(row, "delinquent"), Row.number(row, "all_of_them"));
    }

    private static Balance toDoubtful(Readable row) {
        return new Balance(
                Row.number(row, "silent_amount") + Row.number(row, "silent_amount_moved"),
                Row.number(row, "silent_charges") + Row.number(row, "silent_charges_moved"));
    }

    private static Flows toFlows(Readable row) {
        return new Flows(
                Row.number(row, "refunded_amount"),
                Row.number(row, "disputed_amount"),
                Row.number(row, "disputes"),
                Row.number(row, "card_payments"));
    }

    private Mono<Attempts> attempts() {
        return query(ATTEMPTS).with(scope.end()).rows(CellReading::toAnswers).map(Answers::sum);
    }

    private static Answers toAnswers(Readable row) {
        return new Answers(
                Row.text(row, "code"),
                Row.number(row, "attempts"),
                Row.number(row, "first_attempts"));
    }

    private Mono<List<Received>> received() {
        return query(RECEIPTS).with(scope.end()).rows(CellReading::toReceived);
    }

    private static Received toReceived(Readable row) {
        return new Received(
                Row.text(row, "payment_method"),
                Math.toIntExact(Row.number(row, "lag_days")),
                Row.number(row, "amount"),
                Row.exact(row, "amount_days_from_issue").toBigIntegerExact());
    }

    private Query query(String sql) {
        return Query.on(unit, sql)
                .with(merchantId)
                .with(scope.currency())
                .with(method(), String.class)
                .with(scope.asOf())
                .with(scope.start());
    }

    private @Nullable String method() {
        var method = scope.method();
        return method == null ? null : method.code();
    }
}

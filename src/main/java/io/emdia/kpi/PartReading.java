package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * Reads cells of several currencies by the business day whose rate they are worth: what is owed, by
 * its effective due day, so that a full payment leaves nothing; receipts by the day of payment,
 * issues by the day of issue, what went back by its own day. The unit of work must be a snapshot.
 * In every statement $1 is the merchant, $2 the currencies, $3 the method (null for all), $4 the
 * day as of whose end, $5 and $6 the window's first and last day.
 */
record PartReading(Connection unit, ConsolidatedScope about, Parts into) {

    private static final String ASKED =
            """
            where merchant_id = $1 and currency = any($2) and ($3::text is null or method = $3)\
            """;

    /** Days only matter as before the window and since. */
    private static final String DUE =
            """
            select currency, due_on, day < $5 as is_before,
                   sum(open_amount)::bigint as open_amount,
                   sum(open_charges)::bigint as open_charges,
                   sum(owed_amount)::bigint as owed_amount,
                   sum(owed_charges)::bigint as owed_charges,
                   sum(principal)::bigint as principal, sum(charges)::bigint as charges,
                   sum(fell_amount)::bigint as fell_amount,
                   sum(recovered_amount)::bigint as recovered_amount
              from kpi_cube %s and day <= $4 and $6::date is not null
             group by currency, due_on, day < $5
            """
                    .formatted(ASKED);

    /** $6 is the last due day that is doubtful. */
    private static final String SILENT =
            """
            select currency, due_on, sum(open_amount)::bigint as open_amount,
                   sum(open_charges)::bigint as open_charges
              from (select currency, due_on, silent_amount as open_amount,
                           silent_charges as open_charges
                      from kpi_due %1$s and due_on <= $6 and $5::date is not null
                    union all
                    select currency, due_on, open_amount, open_charges
                      from kpi_silent %1$s and due_on <= $6 and day <= $4) as silent
             group by currency, due_on
            """
                    .formatted(ASKED);

    private static final String RECEIPTS =
            """
            select currency, paid_on, payment_method, lag_days, sum(amount)::bigint as amount,
                   sum(amount_days_from_issue)::bigint as amount_days_from_issue
              from kpi_receipt %s and paid_on between $5 and $6 and day <= $4
             group by currency, paid_on, lag_days, payment_method
            """
                    .formatted(ASKED);

    private static final String ISSUES =
            """
            select currency, issued_on, sum(amount)::bigint as amount
              from kpi_issued %s and issued_on between $5 and $4 and day <= $4
               and $6::date is not null
             group by currency, issued_on
            """
                    .formatted(ASKED);

    private static final String FLOWS =
            """
            select currency, day, sum(refunded_amount)::bigint as refunded_amount,
                   sum(disputed_amount)::bigint as disputed_amount,
                   sum(disputes)::bigint as disputes,
                   sum(card_payments)::bigint as card_payments
              from kpi_flow %s and day between $5 and $6 and day <= $4
             group by currency, day
            """
                    .formatted(ASKED);

    private static final String ATTEMPTS =
            """
            select currency, code, sum(attempts)::bigint as attempts,
                   sum(first_attempts)::bigint as first_attempts
              from kpi_attempt %s and day between $5 and $6 and day <= $4
             group by currency, code
            """
                    .formatted(ASKED);

    private static final String CROWDS =
            """
            select currency, sum(delinquent)::bigint as delinquent,
                   sum(customers)::bigint as customers
              from kpi_customer
             where merchant_id = $1 and currency = any($2) and method = coalesce($3, '')
               and day <= $4 and $5::date <= $6::date
             group by currency
            """;

    private Scope scope() {
        return about.scope();
    }

    private String merchantId() {
        return about.merchantId();
    }

    /** One statement after the other: a connection has one conversation. */
    Mono<Void> read() {
        var end = scope().end();
        return rows(DUE, end, this::due)
                .then(rows(SILENT, scope().doubtfulTo(), this::silent))
                .then(rows(RECEIPTS, end, this::receipt))
                .then(rows(ISSUES, end, this::issue))
                .then(rows(FLOWS, end, this::flow))
                .then(rows(ATTEMPTS, end, this::attempt))
                .then(rows(CROWDS, end, this::crowd));
    }

    /** Reads nothing until it is asked for. */
    private Mono<Void> rows(String sql, LocalDate last, Consumer<Readable> take) {
        return Mono.defer(() -> query(sql).with(last).rows(row -> taken(row, take))).then();
    }

    private static boolean taken(Readable row, Consumer<Readable> take) {
        take.accept(row);
        return true;
    }

    private Query query(String sql) {
        return Query.on(unit, sql)
                .with(merchantId())
                .with(about.currencies().toArray(String[]::new))
                .with(scope().method() == null ? null : method(), String.class)
                .with(scope().asOf())
                .with(scope().start());
    }

    /** Empty for all. */
    private String method() {
        var method = scope().method();
        return method == null ? "" : method.code();
    }

    private void due(Readable row) {
        var currency = currency(row);
        var dueOn = Row.day(row, "due_on");
        var day = Row.truth(row, "is_before") ? scope().start().minusDays(1) : scope().asOf();
        var sums =
                Balances.CUBE_SUMS.stream().mapToLong(column -> Row.number(row, column)).toArray();
        into.of(currency, dueOn)
                .due()
                .add(new Key.Due(merchantId(), currency, dueOn, method(), day), 1, sums);
    }

    private void silent(Readable row) {
        var currency = currency(row);
        var dueOn = Row.day(row, "due_on");
        into.of(currency, dueOn)
                .silent()
                .add(
                        new Key.Due(merchantId(), currency, dueOn, method(), scope().asOf()),
                        1,
                        Row.number(row, "open_amount"),
                        Row.number(row, "open_charges"));
    }

    private void receipt(Readable row) {
        var currency = currency(row);
        var paidOn = Row.day(row, "paid_on");
        var key =
                new Key.Receipt(
                        merchantId(),
                        currency,
                        paidOn,
                        method(),
                        Row.text(row, "payment_method"),
                        Math.toIntExact(Row.number(row, "lag_days")),
                        scope().asOf());
        into.of(currency, paidOn)
                .receipts()
                .add(key, 1, Row.number(row, "amount"), Row.number(row, "amount_days_from_issue"));
    }

    private void issue(Readable row) {
        var currency = currency(row);
        var issuedOn = Row.day(row, "issued_on");
        into.of(currency, issuedOn)
                .issues()
                .add(
                        new Key.Issue(merchantId(), currency, issuedOn, method(), scope().asOf()),
                        1,
                        Row.number(row, "amount"));
    }

    private void flow(Readable row) {
        var currency = currency(row);
        var day = Row.day(row, "day");
        into.of(currency, day)
                .flows()
                .add(
                        new Key.Moved(merchantId(), currency, day, method()),
                        1,
                        Row.number(row, "refunded_amount"),
                        Row.number(row, "disputed_amount"),
                        Row.number(row, "disputes"),
                        Row.number(row, "card_payments"));
    }

    private void attempt(Readable row) {
        var currency = currency(row);
        var code = Row.text(row, "code");
        into.of(currency, scope().asOf())
                .attempts()
                .add(
                        new Key.Attempt(merchantId(), currency, scope().end(), method(), code),
                        1,
                        Row.number(row, "attempts"),
                        Row.number(row, "first_attempts"));
    }

    private void crowd(Readable row) {
        var currency = currency(row);
        into.of(currency, scope().asOf())
                .crowds()
                .add(
                        new Key.Crowd(merchantId(), currency, method(), scope().asOf()),
                        1,
                        Row.number(row, "delinquent"),
                        Row.number(row, "customers"));
    }

    private static String currency(Readable row) {
        return Row.text(row, "currency");
    }
}

package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.kpi.RevenueSums.Billed;
import io.emdia.kpi.RevenueSums.Crossed;
import io.emdia.kpi.RevenueSums.Standings;
import io.emdia.money.Fraction;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sums what is stored of recurring revenue within one unit of work, which must be a snapshot. In
 * every statement $1 is the merchant, $2 the currency, $3 and $4 the window's first and last day;
 * $5 is the day as of whose end.
 */
record RevenueReading(Connection unit, String merchantId, Scope scope) {

    private static final String ALL =
            Arrays.stream(Movement.values())
                    .map(Movement::column)
                    .collect(Collectors.joining(" + "));

    private static final String BILLED =
            """
            select billed_by, interval_count, sum(%1$s)::bigint as now,
                   coalesce(sum(%1$s) filter (where day < $3), 0)::bigint as opening,
                   coalesce(sum(%1$s) filter (where day <= $4), 0)::bigint as closing, %2$s
              from kpi_revenue
             where merchant_id = $1 and currency = $2 and day <= $5
             group by billed_by, interval_count
            """
                    .formatted(
                            ALL,
                            Arrays.stream(Movement.values())
                                    .map(Movement::column)
                                    .map(RevenueReading::inWindow)
                                    .collect(Collectors.joining(",\n")));

    private static final String STANDINGS =
            """
            select %s,
                   coalesce(sum(payers) filter (where day < $3), 0)::bigint as opening_payers
              from kpi_standing
             where merchant_id = $1 and currency = $2 and day <= greatest($4, $5)
            """
                    .formatted(
                            Standing.COLUMNS.stream()
                                    .map(RevenueReading::asOf)
                                    .collect(Collectors.joining(",\n")));

    /**
     * Each payer's first movement in the window says what it had before, its last one what it has
     * at the end. Grouped by denominators, of which there are few, numerators add up exactly.
     */
    private static final String CROSSED =
            """
            select before_denominator, after_denominator,
                   coalesce(sum(before_numerator) filter (where is_less), 0) as had,
                   coalesce(sum(after_numerator) filter (where is_less), 0) as has,
                   coalesce(sum(after_numerator) filter (where not had_any), 0) as gained,
                   count(*) filter (where had_any and churn is not null) as churned,
                   count(*) filter (where had_any and churn %% 2 = 1) as forced
              from (select *, before_numerator > 0 as had_any,
                           before_numerator > 0 and after_numerator * before_denominator
                                   < before_numerator * after_denominator as is_less
                      from (select %1$s as before_numerator, %2$s as before_denominator,
                                   %3$s as after_numerator, %4$s as after_denominator,
                                   max((day - date '1970-01-01') * 2 + forced::int)
                                           filter (where movement = 'churn') as churn
                              from kpi_mover
                             where merchant_id = $1 and currency = $2 and day between $3 and $4
                             group by connection_id, customer_id) as payers) as compared
             group by before_denominator, after_denominator
            """
                    .formatted(
                            only("before_numerator", "previous_on is null or previous_on < $3"),
                            only("before_denominator", "previous_on is null or previous_on < $3"),
                            only("after_numerator", "next_on is null or next_on > $4"),
                            only("after_denominator", "next_on is null or next_on > $4"));

    /** One statement after the other: a connection has one conversation. */
    Mono<RevenueSums> sums() {
        return standings().flatMap(this::sums);
    }

    private Mono<RevenueSums> sums(Standings standings) {
        return billed().flatMap(billed -> sums(standings, billed));
    }

    /** Without any revenue nobody moved. */
    private Mono<RevenueSums> sums(Standings standings, List<Billed> billed) {
        return billed.isEmpty()
                ? Mono.just(new RevenueSums(billed, RevenueSums.NONE.crossed(), standings))
                : crossed().map(crossed -> new RevenueSums(billed, crossed, standings));
    }

    private Mono<List<Billed>> billed() {
        return query(BILLED).with(scope.asOf()).rows(RevenueReading::toBilled);
    }

    private static Billed toBilled(Readable row) {
        var count = Math.toIntExact(Row.number(row, "interval_count"));
        return new Billed(
                Rhythm.of(Row.text(row, "billed_by"), count),
                Row.number(row, "now"),
                Row.number(row, "opening"),
                Row.number(row, "closing"),
                Arrays.stream(Movement.values())
                        .map(movement -> Row.number(row, movement.column()))
                        .toList());
    }

    private Mono<Standings> standings() {
        return query(STANDINGS).with(scope.asOf()).row(RevenueReading::toStandings);
    }

    private static Standings toStandings(Readable row) {
        return new Standings(
                Row.number(row, "trialing"),
                Row.number(row, "active"),
                Row.number(row, "past_due"),
                Row.number(row, "paused"),
                Row.number(row, "canceled"),
                Row.number(row, "opening_payers"));
    }

    private Mono<Crossed> crossed() {
        return query(CROSSED)
                .rows(RevenueReading::toCrossed)
                .map(rows -> rows.stream().reduce(RevenueSums.NONE.crossed(), Crossed::plus));
    }

    private static Crossed toCrossed(Readable row) {
        var before = whole(row, "before_denominator");
        var after = whole(row, "after_denominator");
        return new Crossed(
                new Fraction(whole(row, "had"), before)
                        .minus(new Fraction(whole(row, "has"), after)),
                new Fraction(whole(row, "gained"), after),
                Row.number(row, "churned"),
                Row.number(row, "forced"));
    }

    private static BigInteger whole(Readable row, String column) {
        return Row.exact(row, column).toBigIntegerExact();
    }

    private Query query(String sql) {
        return Query.on(unit, sql)
                .with(merchantId)
                .with(scope.currency())
                .with(scope.start())
                .with(scope.end());
    }

    private static String inWindow(String column) {
        return "coalesce(sum(%1$s) filter (where day between $3 and $4), 0)::bigint as %1$s"
                .formatted(column);
    }

    private static String asOf(String column) {
        return "coalesce(sum(%1$s) filter (where day <= $5), 0)::bigint as %1$s".formatted(column);
    }

    /** Of the one row of a payer that it holds for. */
    private static String only(String column, String condition) {
        return "max(%s) filter (where %s)".formatted(column, condition);
    }
}

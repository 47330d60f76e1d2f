package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.ledger.Aging;
import io.r2dbc.spi.Readable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The open balances of a day.
 *
 * @param balances one for each of {@link Aging}'s buckets
 * @param opening open the day before the window
 */
record Book(List<Balance> balances, long opening) {

    private static final String SQL =
            """
            select open_amount, open_charges, opening_amount, silent_amount, silent_charges, %s
              from (select coalesce(sum(open_amount), 0)::bigint as open_amount,
                           coalesce(sum(open_charges), 0)::bigint as open_charges,
                           coalesce(sum(open_amount) filter (where day < $5), 0)::bigint
                                   as opening_amount,
                           %s
                      from kpi_day
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and day <= $4) as later,
                   (select coalesce(sum(silent_amount) filter (where due_on <= $?), 0)::bigint
                                   as silent_amount,
                           coalesce(sum(silent_charges) filter (where due_on <= $?), 0)::bigint
                                   as silent_charges,
                           %s
                      from kpi_due
                     where merchant_id = $1 and currency = $2 and ($3::text is null or method = $3)
                       and due_on < $4) as sooner
            """
                    .formatted(
                            each("after_%1$d_%2$s + before_%1$d_%2$s as overdue_%1$d_%2$s"),
                            each("coalesce(sum(after_%1$d_%2$s), 0)::bigint as after_%1$d_%2$s"),
                            each(
                                    """
                                    coalesce(sum(before_%1$d_%2$s)
                                            filter (where due_on <= $4::date - %1$d), 0)::bigint
                                            as before_%1$d_%2$s\
                                    """));

    /**
     * Of merchant $1, currency $2 and method $3 (all if null) as of $4; the window begins with $5.
     * What is overdue for so many days is cumulated: a bucket is what lies between two. Beside it
     * what was open of silent charges the day after they were due.
     *
     * @param silentTo the number of the parameter that is the last effective due day of those
     */
    static String sql(int silentTo) {
        return SQL.replace("$?", "$" + silentTo);
    }

    /** For each floor of days overdue its amount and its charges. */
    private static String each(String column) {
        return Aging.OVERDUE.stream()
                .flatMap(
                        floor ->
                                Balances.KINDS.stream()
                                        .map(kind -> column.formatted(floor.daysMin(), kind)))
                .collect(Collectors.joining(",\n"));
    }

    static Book of(Readable row) {
        var balances = new ArrayList<Balance>();
        var atLeast = new Balance(Row.number(row, "open_amount"), Row.number(row, "open_charges"));
        for (var floor : Aging.OVERDUE) {
            var longer = overdue(row, floor);
            balances.add(less(atLeast, longer));
            atLeast = longer;
        }
        balances.add(atLeast);
        return new Book(List.copyOf(balances), Row.number(row, "opening_amount"));
    }

    private static Balance overdue(Readable row, Aging floor) {
        return new Balance(
                Row.number(row, Balances.column("overdue", floor, "amount")),
                Row.number(row, Balances.column("overdue", floor, "charges")));
    }

    private static Balance less(Balance all, Balance longer) {
        return new Balance(
                Math.subtractExact(all.amount(), longer.amount()),
                all.charges() - longer.charges());
    }
}

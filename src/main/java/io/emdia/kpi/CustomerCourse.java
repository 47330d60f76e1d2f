package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Customers;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

/** Distinct customers. */
final class CustomerCourse implements Course {

    private static final String SQL =
            """
            select greatest(day, $5) as day, sum(delinquent)::bigint as delinquent,
                   sum(customers)::bigint as customers
              from kpi_customer
             where merchant_id = $1 and currency = $2 and method = coalesce($3, '') and day <= $4
             group by 1
            """;

    private final CourseScope scope;
    private final Timeline timeline;
    private final Curve customers;

    CustomerCourse(CourseScope scope) {
        this.scope = scope;
        this.timeline = scope.timeline();
        this.customers = new Curve(timeline.size(), 2);
    }

    @Override
    public Mono<Void> read(CourseReading reading) {
        return CourseReading.each(
                reading.query(SQL).with(timeline.lastEnd()).with(timeline.firstEnd()), this::take);
    }

    private void take(Readable row) {
        customers.begin(
                timeline.from(Row.day(row, "day")),
                Row.number(row, "delinquent"),
                Row.number(row, "customers"));
    }

    @Override
    public void add(Cells cells) {
        cells.crowds().each(this::add);
    }

    private void add(Key.Crowd key, long[] sums) {
        var method = scope.method();
        var asked = method == null ? Debtor.ALL_METHODS : method.code();
        if (key.currency().equals(scope.currency()) && key.method().equals(asked)) {
            customers.begin(timeline.from(key.day()), sums);
        }
    }

    Customers next() {
        var sums = customers.next();
        return new Customers(sums[0], sums[1]);
    }
}

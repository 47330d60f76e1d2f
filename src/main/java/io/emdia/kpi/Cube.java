package io.emdia.kpi;

import io.emdia.database.Row;
import io.emdia.kpi.CellSums.Balance;
import io.emdia.kpi.CellSums.Cohort;
import io.r2dbc.spi.Readable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the cube says within one scope: the sums of its buckets, put together. */
record Cube(List<Balance> book, long opening, Cohort cohort) {

    private static final Balance NOTHING = new Balance(0, 0);

    static final Cube EMPTY =
            new Cube(
                    Collections.nCopies(Aging.values().length, NOTHING),
                    0,
                    new Cohort(0, 0, 0, 0, 0, 0));

    /** One bucket's row. */
    static Cube of(Readable row) {
        var book = new ArrayList<>(EMPTY.book());
        var bucket = Math.toIntExact(Row.number(row, "bucket"));
        book.set(
                bucket,
                new Balance(Row.number(row, "open_amount"), Row.number(row, "open_charges")));
        return new Cube(book, Row.number(row, "opening_amount"), cohort(row));
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

    Cube plus(Cube other) {
        var sum = new ArrayList<Balance>();
        for (int bucket = 0; bucket < book.size(); bucket++) {
            sum.add(plus(book.get(bucket), other.book.get(bucket)));
        }
        var both = Math.addExact(opening, other.opening);
        return new Cube(List.copyOf(sum), both, plus(cohort, other.cohort));
    }

    private static Balance plus(Balance one, Balance other) {
        return new Balance(
                Math.addExact(one.amount(), other.amount()), one.charges() + other.charges());
    }

    private static Cohort plus(Cohort one, Cohort other) {
        return new Cohort(
                Math.addExact(one.owedAmount(), other.owedAmount()),
                one.owedCharges() + other.owedCharges(),
                Math.addExact(one.principal(), other.principal()),
                one.charges() + other.charges(),
                Math.addExact(one.fellAmount(), other.fellAmount()),
                Math.addExact(one.recoveredAmount(), other.recoveredAmount()));
    }
}

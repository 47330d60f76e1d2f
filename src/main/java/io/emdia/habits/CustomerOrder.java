package io.emdia.habits;

import io.emdia.http.Cursor;
import io.emdia.ledger.ListOrder;
import io.emdia.ledger.ListOrder.Column;
import io.emdia.ledger.ListOrder.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The orders that customers are listed in. */
final class CustomerOrder {

    private static final String ID = "customer_id";

    /** Names stand in no column: see {@link CustomersByName}. */
    private static final Column NAME = new Column("name", "place", Kind.TEXT, false, ID);

    private static final Column OVERDUE =
            new Column("overdue_amount", "overdue_amount", Kind.NUMBER, true, ID);

    static final ListOrder DEFAULT = new ListOrder(Column.ids(ID), false);

    private CustomerOrder() {}

    static ListOrder of(@Nullable String sort) {
        return sort == null ? DEFAULT : ListOrder.of(List.of(NAME, OVERDUE), sort);
    }

    static boolean isOfName(ListOrder order) {
        return order.column().equals(NAME);
    }

    static boolean isOfOverdue(ListOrder order) {
        return order.column().equals(OVERDUE);
    }

    /** Holds no name, since it stands in URLs: of names only whether there is one. */
    static Cursor cursor(ListOrder order, Customers.Place last, boolean isNamed) {
        var key =
                switch (order.column().kind()) {
                    case TEXT -> String.valueOf(isNamed);
                    case NUMBER -> String.valueOf(last.overdueAmount());
                    case DAY, NONE -> "";
                };
        return order.cursor(key, last.connectionId(), last.customerId());
    }
}

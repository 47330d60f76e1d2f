package io.emdia.ledger;

import io.emdia.http.Cursor;
import io.emdia.http.Problem;
import io.emdia.ledger.ListOrder.Column;
import io.emdia.ledger.ListOrder.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/** The orders that charges are listed in. */
final class ChargeOrder {

    private static final Column DUE_ON = column("due_on", "effective_due_on", Kind.DAY);
    private static final Column ISSUED_ON = column("issued_on", "issued_on", Kind.DAY);
    private static final Column AMOUNT = column("amount", "amount", Kind.NUMBER);
    private static final Column OPEN_AMOUNT = column("open_amount", "open_amount", Kind.NUMBER);

    private static final List<Column> ALL = List.of(DUE_ON, ISSUED_ON, AMOUNT, OPEN_AMOUNT);
    private static final Set<Column> AMOUNTS = Set.of(AMOUNT, OPEN_AMOUNT);

    /** What was due last goes first. */
    static final ListOrder DEFAULT = new ListOrder(DUE_ON, true);

    private ChargeOrder() {}

    private static Column column(String code, String name, Kind kind) {
        return new Column(code, name, kind, true, "charge_id");
    }

    /** As asked for, or a 400: amounts of several currencies stand in no order. */
    static ListOrder of(@Nullable String sort, @Nullable String currency) {
        if (sort == null) {
            return DEFAULT;
        }
        var order = ListOrder.of(ALL, sort);
        if (AMOUNTS.contains(order.column()) && currency == null) {
            throw Problem.invalid("currency", "is needed to sort by amounts");
        }
        return order;
    }

    static Cursor cursor(ListOrder order, ChargeLists.Item last) {
        return order.cursor(key(order.column(), last), last.connectionId(), last.chargeId());
    }

    private static String key(Column column, ChargeLists.Item item) {
        if (column.equals(DUE_ON)) {
            return item.effectiveDueOn().toString();
        }
        if (column.equals(ISSUED_ON)) {
            return item.issuedOn().toString();
        }
        return String.valueOf(column.equals(AMOUNT) ? item.amount() : item.openAmount());
    }
}

package io.emdia.ledger;

import io.emdia.facts.SubscriptionFact.Interval;
import io.emdia.http.Cursor;
import io.emdia.http.Problem;
import io.emdia.ledger.ListOrder.Column;
import io.emdia.ledger.ListOrder.Kind;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/** The orders that subscriptions are listed in, all by what their newest versions say. */
final class SubscriptionOrder {

    private static final String ID = "subscription_id";
    private static final Column STARTED_ON =
            new Column("started_on", "started_on", Kind.DAY, true, ID);
    private static final Column AMOUNT =
            new Column("amount", "monthly_amount", Kind.NUMBER, true, ID);
    private static final Column CUSTOMER =
            new Column("customer", "customer_id", Kind.TEXT, false, ID);

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final long MONTHS_A_YEAR = 12;

    static final ListOrder DEFAULT = new ListOrder(Column.ids(ID), false);

    private SubscriptionOrder() {}

    /** As asked for, or a 400: amounts of several currencies stand in no order. */
    static ListOrder of(@Nullable String sort, @Nullable String currency) {
        if (sort == null) {
            return DEFAULT;
        }
        var order = ListOrder.of(List.of(STARTED_ON, AMOUNT, CUSTOMER), sort);
        if (order.column().equals(AMOUNT) && currency == null) {
            throw Problem.invalid("currency", "is needed to sort by amounts");
        }
        return order;
    }

    /** The plan as it is found; null for none. */
    static @Nullable String plan(Subscription.Version version) {
        var words = Words.inOrder(version.plan());
        return words.isEmpty() ? null : words;
    }

    /** Good enough to be put in order by. */
    static long monthlyAmount(Subscription.Version version) {
        return BigInteger.valueOf(version.amount())
                .multiply(BigInteger.valueOf(timesAYear(version.interval())))
                .divide(BigInteger.valueOf(MONTHS_A_YEAR * version.intervalCount()))
                .min(MOST)
                .longValueExact();
    }

    private static long timesAYear(Interval interval) {
        return switch (interval) {
            case DAY -> 365;
            case WEEK -> 52;
            case MONTH -> MONTHS_A_YEAR;
            case QUARTER -> 4;
            case YEAR -> 1;
        };
    }

    static Cursor cursor(ListOrder order, SubscriptionLists.Listed last) {
        var item = last.item();
        return order.cursor(key(order.column(), last), item.connectionId(), item.subscriptionId());
    }

    private static String key(Column column, SubscriptionLists.Listed row) {
        return switch (column.kind()) {
            case DAY -> row.item().startedOn().toString();
            case NUMBER -> String.valueOf(row.monthlyAmount());
            case TEXT -> row.newestCustomerId();
            case NONE -> "";
        };
    }
}

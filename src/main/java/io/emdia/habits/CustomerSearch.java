package io.emdia.habits;

import io.emdia.database.Conditions;
import io.emdia.database.Query;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.ListOrder;
import io.emdia.ledger.Sought;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Which customers are asked for, as SQL.
 *
 * @param asOf the day at whose end they are looked at
 * @param filter its currency is known where what is overdue is asked about
 */
record CustomerSearch(
        String merchantId, LocalDate asOf, CustomerAsked.Filter filter, ListOrder order) {

    /** So many are looked at for a page of those with one habit; its cursor goes on from there. */
    static final int LOOKED_AT_MAX = 2_000;

    private static final String OWED =
            """
            %s join (
                select connection_id, customer_id,
                       least(sum(open_amounts[width_bucket($2, turns)]), 9223372036854775807)::bigint
                           as overdue_amount
                from charge
                where merchant_id = $1 and currency = ? and customer_id is not null
                  and effective_due_on < $2 and open_amounts[width_bucket($2, turns)] > 0
                group by connection_id, customer_id) as owed using (connection_id, customer_id)\
            """;

    private static final String CHARGED_IN =
            """
            exists (select from charge as c
                    where (c.merchant_id, c.connection_id, c.customer_id)
                          = (customer.merchant_id, customer.connection_id, customer.customer_id)
                      and c.currency = ?)\
            """;

    private static final String PLACES =
            """
            select * from (
                select merchant_id, connection_id, customer_id, $2::date as looked_at, %s
                from %s where merchant_id = $1%s) as u
            where true%s order by %s\
            """;

    private static final String ITEMS =
            """
            select u.connection_id, u.customer_id, u.overdue_amount, h.verdict, h.matured, h.late,
                   %s
            from (%s limit %d) as u
            cross join lateral (
                select count(*) as matured, count(*) filter (where late) as late, %s
                from (%s) as matured) as h
            where true%s
            order by %s limit %d\
            """;

    private static final String BY_NAME =
            """
             join unnest(?::text[], ?::text[]) with ordinality
                  as named(connection_id, customer_id, place) using (connection_id, customer_id)\
            """;

    private static final String KEYS =
            "select connection_id, customer_id from (%s limit %d) as keys";

    /**
     * Where in the list a page begins.
     *
     * @param cursor null for the first page
     * @param named the customers behind the cursor in the order of their names; null where they are
     *     in an order of the database's
     */
    record Reach(Sought sought, @Nullable String cursor, @Nullable List<CustomerKey> named) {

        Reach {
            named = named == null ? null : List.copyOf(named);
        }

        /** All of them, in whatever order. */
        static Reach all(Sought sought) {
            return new Reach(sought, null, null);
        }

        private String from(Conditions conditions) {
            return named == null
                    ? ""
                    : conditions.placed(
                            BY_NAME,
                            texts(named, CustomerKey::connectionId),
                            texts(named, CustomerKey::customerId));
        }

        private static String[] texts(List<CustomerKey> keys, Function<CustomerKey, String> part) {
            return keys.stream().limit(LOOKED_AT_MAX).map(part).toArray(String[]::new);
        }

        private String order(ListOrder order) {
            return named == null ? order.sql() : "place";
        }
    }

    /** Whether amounts are asked about, which are of one currency. */
    boolean isOfAmounts() {
        return filter.isOverdue() || CustomerOrder.isOfOverdue(order);
    }

    CustomerSearch in(String currency) {
        return new CustomerSearch(merchantId, asOf, filter.in(currency), order);
    }

    /** The keys of all of them, as far as there are no more than so many. */
    Query keys(Connection unit, Sought sought, int many) {
        var conditions = Conditions.after(merchantId, asOf);
        var all = new CustomerSearch(merchantId, asOf, filter, CustomerOrder.DEFAULT);
        var places = all.places(conditions, Reach.all(sought));
        return conditions.on(unit, KEYS.formatted(places, many));
    }

    /** So many of them, from where they begin. */
    Query items(Connection unit, Reach reach, int many) {
        var conditions = Conditions.after(merchantId, asOf);
        var places = places(conditions, reach);
        var habit = filter.habit();
        var wanted = conditions.apart();
        if (habit != null) {
            wanted.and("h.verdict = ?", habit);
        }
        var sql =
                ITEMS.formatted(
                        Balance.SQL,
                        places,
                        habit == null ? many : LOOKED_AT_MAX,
                        HabitSql.VERDICT,
                        HabitSql.MATURED,
                        wanted.text(),
                        reach.order(order),
                        many);
        return conditions.on(unit, sql);
    }

    /** The last one that is looked at for a page of those with one habit. */
    Query last(Connection unit, Reach reach) {
        var conditions = Conditions.after(merchantId, asOf);
        var places = places(conditions, reach);
        var sql = "%s offset %d limit 1".formatted(places, LOOKED_AT_MAX - 1);
        return conditions.on(unit, sql);
    }

    private String places(Conditions conditions, Reach reach) {
        var from = from(conditions, reach.sought()) + reach.from(conditions);
        if (!isOfAmounts() && filter.currency() != null) {
            conditions.and(CHARGED_IN, filter.currency());
        }
        var behind = conditions.apart();
        if (reach.named() == null) {
            order.after(reach.cursor(), behind);
        }
        var amount = isOfAmounts() ? "coalesce(overdue_amount, 0)" : "0::bigint";
        var columns = amount + " as overdue_amount" + (reach.named() == null ? "" : ", place");
        return PLACES.formatted(
                columns, from, conditions.text(), behind.text(), reach.order(order));
    }

    private String from(Conditions conditions, Sought sought) {
        var found =
                sought.isNothing()
                        ? ""
                        : " join (%s) as found using (connection_id, customer_id)"
                                .formatted(sought.found(conditions));
        if (!isOfAmounts()) {
            return "customer" + found;
        }
        var currency = Objects.requireNonNull(filter.currency());
        var owed = OWED.formatted(filter.isOverdue() ? "" : "left");
        return "customer" + found + " " + conditions.placed(owed, currency);
    }
}

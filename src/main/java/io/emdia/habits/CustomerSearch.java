package io.emdia.habits;

import io.emdia.database.Conditions;
import io.emdia.database.Query;
import io.emdia.ledger.CustomerWords;
import io.emdia.ledger.ListOrder;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Objects;

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
                select merchant_id, connection_id, customer_id, name, email, name_order,
                       $2::date as looked_at, %s
                from %s where merchant_id = $1%s) as u
            where true%s order by %s\
            """;

    private static final String ITEMS =
            """
            select u.connection_id, u.customer_id, u.name, u.email, u.name_order,
                   u.overdue_amount, h.verdict, h.matured, h.late,
                   %s
            from (%s limit %d) as u
            cross join lateral (
                select count(*) as matured, count(*) filter (where late) as late, %s
                from (%s) as matured) as h
            where true%s
            order by %s limit %d\
            """;

    /** Whether amounts are asked about, which are of one currency. */
    boolean isOfAmounts() {
        return filter.isOverdue() || CustomerOrder.isOfOverdue(order);
    }

    CustomerSearch in(String currency) {
        return new CustomerSearch(merchantId, asOf, filter.in(currency), order);
    }

    /** So many of them, behind a cursor. */
    Query items(Connection unit, @Nullable String cursor, int many) {
        var conditions = Conditions.after(merchantId, asOf);
        var places = places(conditions, cursor);
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
                        order.sql(),
                        many);
        return conditions.on(unit, sql);
    }

    /** The last one that is looked at for a page behind a cursor. */
    Query last(Connection unit, @Nullable String cursor) {
        var conditions = Conditions.after(merchantId, asOf);
        var places = places(conditions, cursor);
        var sql = "%s offset %d limit 1".formatted(places, LOOKED_AT_MAX - 1);
        return conditions.on(unit, sql);
    }

    private String places(Conditions conditions, @Nullable String cursor) {
        var from = from(conditions);
        if (!isOfAmounts() && filter.currency() != null) {
            conditions.and(CHARGED_IN, filter.currency());
        }
        var behind = conditions.apart();
        order.after(cursor, behind);
        var amount = isOfAmounts() ? "coalesce(overdue_amount, 0)" : "0::bigint";
        return PLACES.formatted(
                amount + " as overdue_amount", from, conditions.text(), behind.text(), order.sql());
    }

    private String from(Conditions conditions) {
        var text = filter.text();
        var found =
                text == null
                        ? ""
                        : " join (%s) as found using (connection_id, customer_id)"
                                .formatted(CustomerWords.found(text, conditions));
        if (!isOfAmounts()) {
            return "customer" + found;
        }
        var currency = Objects.requireNonNull(filter.currency());
        var owed = OWED.formatted(filter.isOverdue() ? "" : "left");
        return "customer" + found + " " + conditions.placed(owed, currency);
    }
}

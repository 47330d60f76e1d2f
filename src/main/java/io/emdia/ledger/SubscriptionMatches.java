package io.emdia.ledger;

import io.emdia.database.Conditions;

/**
 * The subscriptions that a text finds: those whose id or plan begins with it, and those of the
 * customers it finds.
 */
final class SubscriptionMatches {

    /** Of more customers or subscriptions the first by their keys are looked at. */
    private static final int MATCHES_MAX = 5_000;

    private static final String KEYS =
            """
            ((select connection_id, subscription_id from subscription
              where merchant_id = $1 and subscription_id >= ? and subscription_id < ?
              order by connection_id, subscription_id limit %2$d)
             union
             (select connection_id, subscription_id from subscription
              where merchant_id = $1 and plan_order >= ? and plan_order < ?
              order by connection_id, subscription_id limit %2$d)
             union
             (select s.connection_id, s.subscription_id
              from (select * from (%1$s) as found order by connection_id, customer_id limit %2$d) as u
              cross join lateral (
                  select connection_id, customer_id, subscription_id from subscription
                  where merchant_id = $1 and customer_id = u.customer_id
                    and connection_id = u.connection_id and started_on is not null
                  offset 0) as s
              order by s.connection_id, s.customer_id, s.subscription_id limit %2$d))\
            """;

    private SubscriptionMatches() {}

    /** A select of their keys, as a table of a from clause. */
    static String of(Sought sought, Conditions conditions) {
        var text = sought.text();
        var keys = KEYS.formatted(sought.found(conditions), MATCHES_MAX);
        var words = Words.inOrder(text);
        var plan = words.isEmpty() ? Words.end("") : words;
        return conditions.placed(keys, text, Words.end(text), plan, Words.end(plan));
    }
}

package io.emdia.ledger;

import io.emdia.database.Conditions;

/**
 * The charges that a text finds: those whose id begins with it, and those of the customers it
 * finds. They are looked up one by one, by their keys, since whatever finds few must not make
 * anyone read all.
 */
final class ChargeMatches {

    /** Of more customers, or of more charges of them, the first by their keys are looked at. */
    static final int CUSTOMERS_MAX = 1_000;

    static final int CHARGES_MAX = 2_000;

    private static final String KEYS =
            """
            ((select connection_id, charge_id from charge
              where merchant_id = $1 and charge_id >= ? and charge_id < ?
              order by connection_id, charge_id limit %2$d)
             union
             (select c.connection_id, c.charge_id
              from (select * from (%1$s) as found order by connection_id, customer_id limit %3$d) as u
              cross join lateral (
                  select connection_id, customer_id, charge_id from charge
                  where (merchant_id, connection_id, customer_id)
                        = ($1, u.connection_id, u.customer_id)
                  offset 0) as c
              order by c.connection_id, c.customer_id, c.charge_id limit %2$d))\
            """;

    private final String keys;

    private ChargeMatches(String keys) {
        this.keys = keys;
    }

    static ChargeMatches of(Sought sought, Conditions conditions) {
        var text = sought.text();
        var found = sought.found(conditions);
        var keys = KEYS.formatted(found, CHARGES_MAX, CUSTOMERS_MAX);
        return new ChargeMatches(conditions.placed(keys, text, Words.end(text)));
    }

    /** Those of them that a select of charges lets through. */
    String reading(String charges) {
        return """
        %s as found(in_connection, in_charge)
        cross join lateral (%s and connection_id = in_connection and charge_id = in_charge offset 0)\
        """
                .formatted(keys, charges);
    }
}

package io.emdia.habits;

/**
 * What a customer's charges say of its habits, as SQL: the only place where they are worked out.
 */
final class HabitSql {

    /** A charge matures the day after its effective due day, and is forgotten a year after it. */
    private static final int REMEMBERED_DAYS = 364;

    /** With fewer matured charges there is no verdict. */
    private static final int MATURED_MIN = 3;

    /** Whose last charges so many are late may become a habitual late payer. */
    private static final int LATE_LATELY = 2;

    /**
     * The matured charges of the customer {@code u} as of $2, the {@code nth} counted from the
     * newest effective due day back. A charge is late when its payments had not covered it by that
     * day; its delay is what they took longer, or have taken so far.
     */
    static final String MATURED =
            """
            select due, currency, amount, settled, settled is null or settled > due as late,
                   greatest(coalesce(settled, $2::date) - due, 0) as delay,
                   row_number() over (order by due desc, charge_id desc) as nth
              from (select charge_id, effective_due_on as due, currency, amount,
                           settled_days[width_bucket($2::date, turns)] as settled
                      from charge
                     where (merchant_id, connection_id, customer_id)
                           = (u.merchant_id, u.connection_id, u.customer_id)
                       and effective_due_on between $2::date - %d and $2::date - 1
                       and issued_on <= $2::date
                       and (canceled_on is null or canceled_on > $2::date)
                       and settled_days is not null) as charge_of_theirs\
            """
                    .formatted(REMEMBERED_DAYS);

    /** Of {@code matured} and {@code late} charges; habitual goes before at risk. */
    static final String VERDICT =
            """
            case when count(*) < %1$d then 'insufficient'
                 when 2 * count(*) filter (where late) >= count(*) then 'habitual'
                 when count(*) filter (where late and nth <= %2$d) = %2$d then 'at_risk'
                 else 'punctual' end as verdict\
            """
                    .formatted(MATURED_MIN, LATE_LATELY);

    private HabitSql() {}
}

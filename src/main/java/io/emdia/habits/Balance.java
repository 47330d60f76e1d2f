package io.emdia.habits;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** What a customer owes in one currency; amounts in minor units. */
record Balance(String currency, long openAmount, long overdueAmount, int overdueCharges) {

    /** All of the customer {@code u} as of $2, as a JSON array by currency. */
    static final String SQL =
            """
            coalesce((select jsonb_agg(b)::text from (
                select c.currency, sum(c.open)::bigint as open_amount,
                       coalesce(sum(c.open) filter (where c.due < $2), 0)::bigint
                           as overdue_amount,
                       count(*) filter (where c.due < $2 and c.open > 0) as overdue_charges
                from (select currency, effective_due_on as due,
                             coalesce(open_amounts[width_bucket($2, turns)], 0) as open
                      from charge
                      where (merchant_id, connection_id, customer_id)
                            = (u.merchant_id, u.connection_id, u.customer_id)
                        and effective_due_on is not null) c
                group by c.currency order by c.currency) b), '[]') as balances\
            """;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    static List<Balance> all(String json) {
        return List.of(JSON.readValue(json, Balance[].class));
    }
}

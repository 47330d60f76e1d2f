package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.Subscription.SubscriptionKey;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;

/** The charges that name subscriptions. */
public final class SubscriptionCharges {

    /** Fenced by {@code offset 0}: by the subscription's index, whatever statistics say. */
    private static final String NAMING =
            """
            select state
            from unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
            cross join lateral (
                select state::text as state from charge
                where merchant_id = m and connection_id = c and subscription_id = i
                  and state is not null
                offset 0) as named\
            """;

    private SubscriptionCharges() {}

    /** A subscription as stored. */
    public static Subscription read(String state) {
        return FactCodec.readState(state, Subscription.class);
    }

    /** As a unit of work sees them, its own changes included. */
    public static Mono<List<Charge>> naming(Connection unit, Collection<SubscriptionKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(List.of());
        }
        return Query.on(unit, NAMING)
                .with(Columns.text(keys, SubscriptionKey::merchantId))
                .with(Columns.text(keys, SubscriptionKey::connectionId))
                .with(Columns.text(keys, SubscriptionKey::subscriptionId))
                .rows(row -> FactCodec.readState(Row.text(row, "state"), Charge.class));
    }
}

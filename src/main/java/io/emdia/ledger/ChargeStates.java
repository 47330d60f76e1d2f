package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;

/**
 * Some charges as they are stored. They come as one text, which is much less work for an event loop
 * than a row for each; decoding it is the caller's own work.
 */
public final class ChargeStates {

    private static final String LOAD =
            """
            select '[' || coalesce(string_agg(c.state, ','), '') || ']' as states
            from unnest($1::text[], $2::text[], $3::text[])
                 as k(merchant_id, connection_id, charge_id)
            cross join lateral (
                select state::text as state from charge c
                where (c.merchant_id, c.connection_id, c.charge_id)
                    = (k.merchant_id, k.connection_id, k.charge_id)
                offset 0) c\
            """;

    private final String states;

    private ChargeStates(String states) {
        this.states = states;
    }

    static Mono<ChargeStates> load(Connection unit, Collection<ChargeKey> keys) {
        return Query.on(unit, LOAD)
                .with(Columns.text(keys, ChargeKey::merchantId))
                .with(Columns.text(keys, ChargeKey::connectionId))
                .with(Columns.text(keys, ChargeKey::chargeId))
                .row(row -> new ChargeStates(Row.text(row, "states")));
    }

    /** Those that count, in no order. */
    public List<Charge> decoded() {
        return List.of(FactCodec.readState(states, Charge[].class));
    }
}

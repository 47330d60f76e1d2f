package io.emdia.processing;

/** The statements of {@link LookupRows}. */
final class LookupSql {

    private static final String IS_WAITING =
            "resource_kind is not null and status in ('waiting', 'open')";

    static final String WANT =
            """
            insert into quarantine as kept (merchant_id, connection_id, gateway, recorded_at,
                                    log_partition, log_offset, reason, kept_at, status,
                                    resource_kind, resource_id, required, poll, next_try_at,
                                    hops)
            select m, c, g, $9, $10, $10, 'the gateway must be asked for the ' || k,
                   $9, 'waiting', k, i, r, p, $9 + ms * interval '1 millisecond', h
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
                        $6::boolean[], $7::boolean[], $8::bigint[], $11::integer[])
                 as x(m, c, g, k, i, r, p, ms, h)
            on conflict (merchant_id, connection_id, resource_kind, resource_id)
                where %s
            do update set wanted = kept.wanted + 1, required = kept.required or excluded.required,
                          poll = kept.poll and excluded.poll,
                          next_try_at = least(kept.next_try_at, excluded.next_try_at),
                          hops = least(kept.hops, excluded.hops)
            """
                    .formatted(IS_WAITING);

    /**
     * Of every connection that may be asked the first row that is due; of those the one that is due
     * longest. Some more, since other nodes may hold the first ones.
     */
    static final String LEASE =
            """
            with recursive connection(id) as (
                select min(connection_id) from quarantine where %1$s
                union all
                select (select min(connection_id) from quarantine
                        where %1$s and connection_id > connection.id)
                from connection where connection.id is not null
            ), first as (
                select due.merchant_id, due.id
                from connection
                cross join lateral (
                    select merchant_id, id, next_try_at from quarantine
                    where %1$s and connection_id = connection.id and next_try_at <= $1
                          and (leased_until is null or leased_until <= $1)
                    order by next_try_at limit 8) as due
                where connection.id is not null and connection.id <> all($2)
                order by due.next_try_at limit 8
            ), free as (
                select merchant_id, id from quarantine
                where (merchant_id, id) in (select merchant_id, id from first)
                      and %1$s and next_try_at <= $1
                      and (leased_until is null or leased_until <= $1)
                order by next_try_at limit 1 for update skip locked
            )
            update quarantine as kept set leased_until = $3
            from free where (kept.merchant_id, kept.id) = (free.merchant_id, free.id)
            returning kept.id, kept.merchant_id, kept.connection_id, kept.gateway, kept.resource_kind,
                      kept.resource_id, kept.required, kept.poll, kept.tries, kept.wanted,
                      kept.leased_until, kept.hops
            """
                    .formatted(IS_WAITING);

    private static final String LEASED =
            "merchant_id = $1 and id = $2 and leased_until = $4 and status in ('waiting', 'open')";

    /** Nobody has seen it, and nobody wanted it since. */
    static final String REMOVE =
            """
            delete from quarantine
            where %s and wanted = $3 and status = 'waiting'
            """
                    .formatted(LEASED);

    static final String SETTLE =
            """
            update quarantine
            set leased_until = null, without_token = false,
                status = case when wanted = $3 then $5 else status end,
                settled_at = case when wanted = $3 then $6::timestamptz end,
                next_try_at = case when wanted = $3 then next_try_at else $6 end,
                tries = 0
            where %s
            """
                    .formatted(LEASED);

    static final String FAIL =
            """
            update quarantine
            set leased_until = null, status = 'open', reason = $5, without_token = $6,
                tries = tries + 1, next_try_at = case when wanted = $3 then $7 else $8 end
            where %s
            """
                    .formatted(LEASED);

    static final String PUT_OFF =
            """
            update quarantine
            set leased_until = null,
                next_try_at = case when wanted = $3 then $5 else least(next_try_at, $5) end
            where %s
            """
                    .formatted(LEASED);

    static final String ASK_AGAIN =
            """
            update quarantine set next_try_at = $3
            where merchant_id = $1 and id = $2 and status = 'open' and resource_kind is not null
            returning %s
            """
                    .formatted(QuarantineRows.LISTED);

    static final String WITHOUT_TOKEN =
            "select distinct connection_id from quarantine where without_token and status = 'open'";

    static final String TOKEN_CAME =
            """
            update quarantine set next_try_at = $2, without_token = false
            where without_token and status = 'open' and connection_id = any($1)
            """;

    static final String SIZE =
            """
            select count(*) as waiting, coalesce(min(kept_at) filter (where not poll), $1) as oldest
            from quarantine where %s
            """
                    .formatted(IS_WAITING);

    private LookupSql() {}
}

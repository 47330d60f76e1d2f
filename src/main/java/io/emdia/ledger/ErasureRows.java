package io.emdia.ledger;

import io.emdia.access.Caller;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Forgets one person in one transaction, and keeps the receipt. */
final class ErasureRows {

    private static final String IS_KNOWN =
            """
            select from customer where (merchant_id, connection_id, customer_id) = ($1, $2, $3)\
            """;

    /** The key's row comes first, as it does for whoever tells of the customer. */
    private static final String PLACE_KEY =
            """
            insert into customer_key (merchant_id, connection_id, customer_id, erased_at)
            values ($1, $2, $3, $4) on conflict do nothing\
            """;

    private static final String LOCK_KEY =
            """
            select from customer_key
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3) for update\
            """;

    private static final String FACTS =
            """
            select count(*) as facts
            from (select distinct event_id from event_subject
                  where merchant_id = $1 and connection_id = $2 and kind = 'customer'
                    and subject_id = $3) as s
            cross join lateral (
                select facts from event
                where (merchant_id, connection_id, event_id) = ($1, $2, s.event_id)
                union all
                select facts from event_variant
                where (merchant_id, connection_id, event_id) = ($1, $2, s.event_id)) as e
            cross join lateral jsonb_array_elements(e.facts) as fact
            where fact ->> 'customer_id' = $3 and fact ->> 'sealed' is not null\
            """;

    private static final String DESTROY_KEY =
            """
            update customer_key set wrapped = null, erased_at = $4
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3)\
            """;

    private static final String FORGET_HEADS =
            """
            delete from customer_head as h using customer as u
            where (u.merchant_id, u.connection_id, u.customer_id) = ($1, $2, $3)
              and h.merchant_id = $1 and h.customer = u.number and h.head = any (u.heads)\
            """;

    private static final String FORGET =
            """
            update customer set sealed = null, heads = '{}', tails = '{}'
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3)\
            """;

    private static final String COLUMNS =
            """
            id, connection_id, customer_id, erased_at, erased_by, role, facts, quarantined,
            log_holds_until\
            """;

    private static final String ADD =
            """
            insert into erasure (merchant_id, connection_id, customer_id, erased_at, erased_by,
                                 role, facts, quarantined, log_holds_until)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            returning %s\
            """
                    .formatted(COLUMNS);

    private static final String FIND =
            """
            select %s from erasure
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3)\
            """
                    .formatted(COLUMNS);

    private static final String LIST =
            """
            select %s from erasure where merchant_id = $1 and id < $2 order by id desc limit $3\
            """
                    .formatted(COLUMNS);

    private ErasureRows() {}

    /** Empty when nothing was ever told of such a customer. */
    static Mono<CustomerKey> known(Connection transaction, CustomerKey customer) {
        return keyed(transaction, IS_KNOWN, customer).row(_ -> customer);
    }

    /** Whoever tells of the customer, or erases it too, waits from here on. */
    static Mono<Void> lock(Connection transaction, CustomerKey customer, Instant now) {
        return keyed(transaction, PLACE_KEY, customer)
                .with(now)
                .run()
                .then(Mono.defer(() -> keyed(transaction, LOCK_KEY, customer).run()))
                .then(Mono.defer(() -> CustomerRows.hold(transaction, List.of(customer))));
    }

    static Mono<Long> facts(Connection transaction, CustomerKey customer) {
        return keyed(transaction, FACTS, customer).row(row -> Row.number(row, "facts"));
    }

    static Mono<Void> forget(Connection transaction, CustomerKey customer, Instant now) {
        return keyed(transaction, DESTROY_KEY, customer)
                .with(now)
                .run()
                .then(Mono.defer(() -> keyed(transaction, FORGET_HEADS, customer).run()))
                .then(Mono.defer(() -> keyed(transaction, FORGET, customer).run()));
    }

    /**
     * @param logHoldsUntil when deliveries of now are gone from the log
     */
    record Destroyed(long facts, long quarantined, Instant logHoldsUntil) {}

    static Mono<ErasureReceipt> keep(
            Connection transaction,
            CustomerKey customer,
            Instant now,
            Caller by,
            Destroyed destroyed) {
        return keyed(transaction, ADD, customer)
                .with(now)
                .with(by.credentialId())
                .with(by.role().name().toLowerCase(Locale.ROOT))
                .with(destroyed.facts())
                .with(destroyed.quarantined())
                .with(destroyed.logHoldsUntil())
                .row(ErasureReceipt::of);
    }

    /** Empty when it was not erased. */
    static Mono<ErasureReceipt> find(Connection unit, CustomerKey customer) {
        return keyed(unit, FIND, customer).row(ErasureReceipt::of);
    }

    /** The newest first, from below an id on. */
    static Mono<List<ErasureReceipt>> list(
            Connection unit, String merchantId, long below, int limit) {
        return Query.on(unit, LIST)
                .with(merchantId)
                .with(below)
                .with((long) limit)
                .rows(ErasureReceipt::of);
    }

    private static Query keyed(Connection unit, String sql, CustomerKey customer) {
        return Query.on(unit, sql)
                .with(customer.merchantId())
                .with(customer.connectionId())
                .with(customer.customerId());
    }
}

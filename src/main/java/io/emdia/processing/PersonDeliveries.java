package io.emdia.processing;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.ledger.CustomerKey;
import io.emdia.ledger.KeptElsewhere;
import io.emdia.ledger.Person;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;

/** The deliveries kept aside that tell of a person; every one of the connection is opened. */
@Component
final class PersonDeliveries implements KeptElsewhere {

    private static final int BATCH = 100;

    private static final String NEXT =
            """
            select id, %s from quarantine
            where merchant_id = $1 and connection_id = $2 and id > $3
              and (body is not null or sealed is not null)
            order by id limit $4\
            """
                    .formatted(KeptContent.COLUMNS);

    private static final String DESTROY =
            """
            update quarantine
            set status = 'erased', settled_at = coalesce(settled_at, $3), sealed = null,
                body = null, header_names = null, header_values = null, query = null,
                reason = 'told of a customer who was erased'
            where merchant_id = $1 and id = any ($2)\
            """;

    private final QuarantineSeal seal;
    private final InstantSource clock;

    PersonDeliveries(QuarantineSeal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    private record Kept(long id, KeptContent content) {

        static Kept of(Readable row) {
            return new Kept(Row.number(row, "id"), KeptContent.of(row));
        }
    }

    @Override
    public Mono<List<Long>> find(Connection unit, CustomerKey customer, Person person, int max) {
        return all(unit, customer, person).map(ids -> ids.stream().limit(max).toList());
    }

    @Override
    public Mono<Long> destroy(Connection transaction, CustomerKey customer, Person person) {
        return all(transaction, customer, person)
                .flatMap(ids -> destroy(transaction, customer.merchantId(), ids));
    }

    private Mono<Long> destroy(Connection transaction, String merchantId, List<Long> ids) {
        return Query.on(transaction, DESTROY)
                .with(merchantId)
                .with(ids.toArray(Long[]::new))
                .with(clock.instant())
                .changed();
    }

    private Mono<List<Long>> all(Connection unit, CustomerKey customer, Person person) {
        var traces = new PersonTraces(customer, person);
        return next(unit, customer, 0)
                .expand(batch -> following(unit, customer, batch))
                .concatMapIterable(batch -> batch)
                .concatMap(kept -> telling(kept, traces))
                .collectList();
    }

    private static Mono<List<Kept>> following(
            Connection unit, CustomerKey customer, List<Kept> batch) {
        return batch.size() < BATCH ? Mono.empty() : next(unit, customer, batch.getLast().id());
    }

    private static Mono<List<Kept>> next(Connection unit, CustomerKey customer, long after) {
        return Query.on(unit, NEXT)
                .with(customer.merchantId())
                .with(customer.connectionId())
                .with(after)
                .with((long) BATCH)
                .rows(Kept::of);
    }

    private Mono<Long> telling(Kept kept, PersonTraces traces) {
        return seal.opened(kept.content()).filter(traces::isIn).map(_ -> kept.id());
    }
}

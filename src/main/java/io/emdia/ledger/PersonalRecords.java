package io.emdia.ledger;

import io.emdia.auditlog.Act;
import io.emdia.auditlog.Acts;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.http.Cursor;
import io.emdia.http.Page;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All that is kept of one person, for the person to have. */
@Component
public final class PersonalRecords {

    /** Charges of one answer; the rest follow by its cursor. */
    private static final int CHARGES_MAX = 1_000;

    /** Of what comes whole: tellings of the person, subscriptions, deliveries kept aside. */
    private static final int OTHERS_MAX = 5_000;

    /** Of every body, also of those that no longer count. */
    private static final String TOLD =
            """
            select e.event_id, e.type, e.gateway, e.happened_at, e.recorded_at, e.facts
            from (select distinct event_id as id from event_subject
                  where merchant_id = $1 and connection_id = $2 and kind = 'customer'
                    and subject_id = $3) as s
            cross join lateral (
                select event_id, type, gateway, happened_at, recorded_at, digest,
                       facts::text as facts
                from event where (merchant_id, connection_id, event_id) = ($1, $2, s.id)
                union all
                select event_id, type, gateway, happened_at, recorded_at, digest, facts::text
                from event_variant
                where (merchant_id, connection_id, event_id) = ($1, $2, s.id)) as e
            order by e.happened_at, e.event_id, e.digest limit $4\
            """;

    private static final String CHARGES =
            """
            select charge_id as id, state::text as state from charge
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3) and charge_id > $4
              and state is not null
            order by charge_id limit $5\
            """;

    private static final String SUBSCRIPTIONS =
            """
            select subscription_id as id, state::text as state from subscription
            where (merchant_id, connection_id, customer_id) = ($1, $2, $3) and state is not null
            order by subscription_id limit $4\
            """;

    private final Database database;
    private final Persons persons;
    private final Acts acts;
    private final List<KeptElsewhere> elsewhere;

    PersonalRecords(Database database, Persons persons, Acts acts, List<KeptElsewhere> elsewhere) {
        this.database = database;
        this.persons = persons;
        this.acts = acts;
        this.elsewhere = List.copyOf(elsewhere);
    }

    /**
     * @param facts about this person alone
     */
    public record Telling(
            String eventId,
            String type,
            String gateway,
            Instant timestamp,
            Instant recordedAt,
            List<Object> facts) {}

    /**
     * @param charges each with its payments, refunds and the like
     * @param quarantinedDeliveries by their ids
     */
    public record Kept(
            List<Telling> told,
            Page<Object> charges,
            List<Object> subscriptions,
            List<String> quarantinedDeliveries) {

        private Kept with(Page<Object> asked) {
            return new Kept(told, asked, subscriptions, quarantinedDeliveries);
        }

        private Kept running(List<Object> all) {
            return new Kept(told, charges, all, quarantinedDeliveries);
        }

        private Kept aside(List<String> ids) {
            return new Kept(told, charges, subscriptions, ids);
        }
    }

    /**
     * @param cursor of the charges of the answer before; null for the first
     */
    public Mono<Kept> of(CustomerKey customer, @Nullable String cursor) {
        var after = cursor == null ? "" : Cursor.decode(cursor, 1).parts().getFirst();
        var kept =
                database.snapshot(
                        Scope.of(customer.merchantId()), unit -> of(unit, customer, after));
        return persons.ready(List.of(customer.merchantId()))
                .then(logged(customer))
                .then(kept)
                .checkpoint("export");
    }

    /** Before it is given away: an export that was begun may have been read. */
    private Mono<Void> logged(CustomerKey customer) {
        return acts.record(
                customer.merchantId(),
                Act.PERSON_EXPORTED,
                customer.customerId(),
                Map.of("connection", customer.connectionId()));
    }

    private Mono<Kept> of(Connection unit, CustomerKey customer, String after) {
        return persons.held(unit, customer).flatMap(held -> of(unit, customer, held, after));
    }

    private Mono<Kept> of(
            Connection unit, CustomerKey customer, PersonRows.Held held, String after) {
        return told(unit, customer, held.keys())
                .map(told -> new Kept(told, new Page<>(List.of(), null), List.of(), List.of()))
                .flatMap(kept -> charges(unit, customer, after).map(kept::with))
                .flatMap(kept -> subscriptions(unit, customer).map(kept::running))
                .flatMap(kept -> aside(unit, customer, held).map(kept::aside));
    }

    private static Mono<List<Telling>> told(
            Connection unit, CustomerKey customer, PersonKeys keys) {
        return keyed(unit, TOLD, customer)
                .with((long) OTHERS_MAX)
                .rows(row -> telling(row, customer, keys));
    }

    private static Telling telling(Readable row, CustomerKey customer, PersonKeys keys) {
        var event =
                new EventKey(
                        customer.merchantId(), customer.connectionId(), Row.text(row, "event_id"));
        var facts =
                SealedFacts.read(event, Row.text(row, "facts"), keys).stream()
                        .filter(fact -> FactCodec.kind(fact).equals("customer"))
                        .filter(fact -> fact.subjectId().equals(customer.customerId()))
                        .map(FactCodec::view)
                        .toList();
        return new Telling(
                event.eventId(),
                Row.text(row, "type"),
                Row.text(row, "gateway"),
                Row.instant(row, "happened_at"),
                Row.instant(row, "recorded_at"),
                facts);
    }

    private record State(String id, Object state) {

        static State of(Readable row) {
            return new State(Row.text(row, "id"), FactCodec.members(Row.text(row, "state")));
        }
    }

    private static Mono<Page<Object>> charges(Connection unit, CustomerKey customer, String after) {
        return keyed(unit, CHARGES, customer)
                .with(after)
                .with(CHARGES_MAX + 1L)
                .rows(State::of)
                .map(rows -> Page.of(rows, CHARGES_MAX, last -> Cursor.of(last.id())))
                .map(page -> new Page<>(states(page.items()), page.nextCursor()));
    }

    private static Mono<List<Object>> subscriptions(Connection unit, CustomerKey customer) {
        return keyed(unit, SUBSCRIPTIONS, customer)
                .with((long) OTHERS_MAX)
                .rows(State::of)
                .map(PersonalRecords::states);
    }

    private static List<Object> states(List<State> rows) {
        return rows.stream().map(State::state).toList();
    }

    private Mono<List<String>> aside(Connection unit, CustomerKey customer, PersonRows.Held held) {
        return Flux.fromIterable(elsewhere)
                .concatMap(one -> one.find(unit, customer, held.person(customer), OTHERS_MAX))
                .concatMapIterable(ids -> ids)
                .map(String::valueOf)
                .collectList();
    }

    private static Query keyed(Connection unit, String sql, CustomerKey customer) {
        return Query.on(unit, sql)
                .with(customer.merchantId())
                .with(customer.connectionId())
                .with(customer.customerId());
    }
}

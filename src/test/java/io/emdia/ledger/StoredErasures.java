package io.emdia.ledger;

import io.emdia.access.Caller;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.emdia.keys.MerchantKey;
import io.emdia.keys.TestKeys;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Erasures on a database of a test, and whoever reads all that the database holds. */
public final class StoredErasures {

    private static final Caller MANAGER = new Caller("token", Caller.Role.MANAGER, null);

    private static final String TABLES =
            """
            select table_name as t from information_schema.columns
            where table_schema = 'public' and column_name = 'merchant_id' and is_updatable = 'YES'
            order by table_name\
            """;

    private static final String KEY =
            """
            select encode(wrapped, 'hex') as k from customer_key
            where merchant_id = $1 and customer_id = $2\
            """;

    private static final String PUT_BACK =
            """
            update customer_key set wrapped = decode($3, 'hex'), erased_at = null
            where merchant_id = $1 and customer_id = $2\
            """;

    private StoredErasures() {}

    public static Mono<Void> erase(Database database, CustomerKey customer) {
        var erasures =
                new Erasures(
                        database,
                        StoredLedger.persons(database),
                        List.of(),
                        new ErasureSettings(Duration.ofDays(30)),
                        InstantSource.system());
        return erasures.erase(customer, MANAGER).then();
    }

    /** All rows of a merchant as text, with whatever opens by the keys that are there. */
    public static Mono<String> everything(Database database, String merchantId) {
        return TestKeys.in(database)
                .of(merchantId)
                .flatMap(
                        key ->
                                database.snapshot(
                                        Scope.of(merchantId), unit -> everything(unit, key)));
    }

    /** All rows of a merchant as text, as they lie there. */
    public static Mono<String> raw(Database database, String merchantId) {
        return database.snapshot(Scope.of(merchantId), unit -> raw(unit, merchantId));
    }

    private static Mono<String> raw(Connection unit, String merchantId) {
        return Query.on(unit, TABLES)
                .rows(row -> Row.text(row, "t"))
                .flatMapMany(Flux::fromIterable)
                .concatMap(table -> rows(unit, merchantId, table))
                .collectList()
                .map(texts -> String.join("\n", texts));
    }

    private static Mono<String> everything(Connection unit, MerchantKey key) {
        return raw(unit, key.merchantId())
                .flatMap(raw -> opened(unit, key).map(opened -> raw + opened));
    }

    private static Mono<String> rows(Connection unit, String merchantId, String table) {
        return Query.on(
                        unit,
                        "select to_jsonb(x)::text as t from " + table + " x where merchant_id = $1")
                .with(merchantId)
                .rows(row -> Row.text(row, "t"))
                .map(rows -> String.join("\n", rows));
    }

    private static Mono<String> opened(Connection unit, MerchantKey key) {
        return Query.on(
                        unit,
                        "select connection_id, customer_id from customer where merchant_id = $1")
                .with(key.merchantId())
                .rows(
                        row ->
                                new CustomerKey(
                                        key.merchantId(),
                                        Row.text(row, "connection_id"),
                                        Row.text(row, "customer_id")))
                .flatMap(customers -> opened(unit, key, customers));
    }

    private static Mono<String> opened(
            Connection unit, MerchantKey key, List<CustomerKey> customers) {
        return PersonRows.find(unit, customers)
                .map(found -> PersonRows.opened(Map.of(key.merchantId(), key), found))
                .flatMap(
                        held ->
                                facts(unit, key.merchantId(), held.keys())
                                        .map(facts -> facts + persons(held)));
    }

    private static String persons(PersonRows.Held held) {
        return held.persons().values().stream().map(FactCodec::writeState).toList().toString();
    }

    private static Mono<String> facts(Connection unit, String merchantId, PersonKeys keys) {
        return Query.on(
                        unit,
                        """
                        select connection_id, event_id, facts::text as facts from event
                        where merchant_id = $1
                        union all
                        select connection_id, event_id, facts::text from event_variant
                        where merchant_id = $1\
                        """)
                .with(merchantId)
                .rows(row -> facts(row, merchantId, keys))
                .map(Object::toString);
    }

    private static String facts(Readable row, String merchantId, PersonKeys keys) {
        var connection = Row.text(row, "connection_id");
        var event = new EventKey(merchantId, connection, Row.text(row, "event_id"));
        return FactCodec.write(SealedFacts.read(event, Row.text(row, "facts"), keys));
    }

    /** The wrapped key of a customer as hexadecimal digits. */
    public static Mono<String> key(Database database, CustomerKey customer) {
        return database.read(
                Scope.of(customer.merchantId()),
                unit ->
                        Query.on(unit, KEY)
                                .with(customer.merchantId())
                                .with(customer.customerId())
                                .row(row -> Row.text(row, "k")));
    }

    /** As an erasure would leave it that forgot to destroy the key. */
    public static Mono<Void> putBack(Database database, CustomerKey customer, String key) {
        return database.write(
                Scope.of(customer.merchantId()),
                unit ->
                        Query.on(unit, PUT_BACK)
                                .with(customer.merchantId())
                                .with(customer.customerId())
                                .with(Objects.requireNonNull(key))
                                .run());
    }
}

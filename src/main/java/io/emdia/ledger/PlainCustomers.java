package io.emdia.ledger;

import io.emdia.keys.MigrationKeys;
import io.emdia.ledger.CustomerWords.Digests;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of customers as a former version left them. */
final class PlainCustomers {

    private static final int BATCH = 1_000;

    private static final String NEXT =
            """
            select merchant_id, connection_id, customer_id, name, email, phone, document
            from customer
            where sealed is null and coalesce(name, email, phone, document) is not null
            limit %d
            """
                    .formatted(BATCH);

    private static final String WRITE =
            """
            with written as (
                update customer
                set sealed = decode(?, 'base64'), heads = ?::bigint[], tails = ?::bigint[],
                    name = null, email = null, phone = null, document = null
                where (merchant_id, connection_id, customer_id) = (?, ?, ?)
                returning merchant_id, number, heads)
            insert into customer_head (merchant_id, head, customer)
            select merchant_id, unnest(heads), number from written on conflict do nothing
            """;

    private final Connection connection;
    private final PlainPersons persons;
    private final Map<String, Digests> digests = new HashMap<>();

    PlainCustomers(Connection connection, MigrationKeys keys) {
        this.connection = connection;
        this.persons = new PlainPersons(connection, keys);
    }

    /** Until there are none; each batch is committed. */
    void seal() throws SQLException {
        while (true) {
            var batch = next();
            if (batch.isEmpty()) {
                return;
            }
            write(batch);
            connection.commit();
        }
    }

    private Map<CustomerKey, Person> next() throws SQLException {
        var people = new LinkedHashMap<CustomerKey, Person>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(NEXT)) {
            while (rows.next()) {
                people.put(key(rows), person(rows));
            }
        }
        return people;
    }

    private static CustomerKey key(ResultSet row) throws SQLException {
        return new CustomerKey(row.getString(1), row.getString(2), row.getString(3));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString(4), row.getString(5), row.getString(6), row.getString(7));
    }

    private void write(Map<CustomerKey, Person> batch) throws SQLException {
        var keys = persons.of(batch.keySet());
        try (var write = connection.prepareStatement(WRITE)) {
            for (var one : batch.entrySet()) {
                var sealed =
                        Persons.sealed(keys, digests(one.getKey()), one.getKey(), one.getValue());
                write.setString(1, sealed.sealed());
                write.setString(2, Columns.literal(sealed.heads()));
                write.setString(3, Columns.literal(sealed.tails()));
                write.setString(4, sealed.key().merchantId());
                write.setString(5, sealed.key().connectionId());
                write.setString(6, sealed.key().customerId());
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private Digests digests(CustomerKey customer) throws SQLException {
        var known = digests.get(customer.merchantId());
        if (known == null) {
            known = new Digests(persons.merchant(customer.merchantId()));
            digests.put(customer.merchantId(), known);
        }
        return known;
    }
}

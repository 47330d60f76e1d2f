package io.emdia.ledger;

import io.emdia.keys.MigrationKeys;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Facts that tell who customers are, as a former version left them in a table of events. */
final class PlainFacts {

    private static final int BATCH = 1_000;

    /** Of every body, also of those that no longer count. */
    private static final String NEXT =
            """
            select merchant_id, connection_id, event_id, digest, facts::text
            from %s
            where (merchant_id, connection_id, event_id, digest) > (?, ?, ?, ?)
              and facts @> '[{"type": "customer.upserted"}]'
            order by merchant_id, connection_id, event_id, digest
            limit %d
            """;

    private static final String WRITE =
            """
            update %s set facts = ?::jsonb
            where (merchant_id, connection_id, event_id, digest) = (?, ?, ?, ?)
            """;

    private final Connection connection;
    private final String table;
    private final PlainPersons persons;

    /**
     * @param table {@code event} or {@code event_variant}
     */
    PlainFacts(Connection connection, MigrationKeys keys, String table) {
        this.connection = connection;
        this.table = table;
        this.persons = new PlainPersons(connection, keys);
    }

    private record Plain(EventKey event, String digest, String facts) {

        static final Plain BEFORE_ALL = new Plain(new EventKey("", "", ""), "", "");

        static Plain of(ResultSet row) throws SQLException {
            return new Plain(
                    new EventKey(row.getString(1), row.getString(2), row.getString(3)),
                    row.getString(4),
                    row.getString(5));
        }

        /** Those of whom it tells, sealed or not. */
        List<CustomerKey> customers() {
            var customers = new ArrayList<CustomerKey>();
            for (JsonNode fact : FactCodec.tree(facts)) {
                if (SealedFacts.isOfCustomer(fact)) {
                    customers.add(SealedFacts.customer(event, fact));
                }
            }
            return customers;
        }
    }

    /**
     * From the first to the last; each batch is committed. What is sealed already stays as it is.
     */
    void seal() throws SQLException {
        var last = Plain.BEFORE_ALL;
        while (true) {
            var batch = after(last);
            if (batch.isEmpty()) {
                return;
            }
            write(batch);
            connection.commit();
            last = batch.getLast();
        }
    }

    private List<Plain> after(Plain last) throws SQLException {
        var batch = new ArrayList<Plain>();
        try (var next = connection.prepareStatement(NEXT.formatted(table, BATCH))) {
            next.setString(1, last.event().merchantId());
            next.setString(2, last.event().connectionId());
            next.setString(3, last.event().eventId());
            next.setString(4, last.digest());
            try (var rows = next.executeQuery()) {
                while (rows.next()) {
                    batch.add(Plain.of(rows));
                }
            }
        }
        return batch;
    }

    private void write(List<Plain> batch) throws SQLException {
        var customers = new TreeSet<CustomerKey>();
        batch.forEach(plain -> customers.addAll(plain.customers()));
        var keys = persons.of(customers);
        try (var write = connection.prepareStatement(WRITE.formatted(table))) {
            for (var plain : batch) {
                write.setString(1, SealedFacts.sealed(plain.event(), plain.facts(), keys));
                write.setString(2, plain.event().merchantId());
                write.setString(3, plain.event().connectionId());
                write.setString(4, plain.event().eventId());
                write.setString(5, plain.digest());
                write.addBatch();
            }
            write.executeBatch();
        }
    }
}

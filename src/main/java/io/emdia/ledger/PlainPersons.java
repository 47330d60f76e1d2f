package io.emdia.ledger;

import io.emdia.keys.MerchantKey;
import io.emdia.keys.MigrationKeys;
import io.emdia.keys.SealingKey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The keys of customers for a migration, made where there are none yet. */
final class PlainPersons {

    private static final String ADD =
            """
            insert into customer_key (merchant_id, connection_id, customer_id, wrapped)
            values (?, ?, ?, ?) on conflict do nothing
            """;

    private static final String FIND =
            """
            select wrapped from customer_key
            where (merchant_id, connection_id, customer_id) = (?, ?, ?)
            """;

    private final Connection connection;
    private final MigrationKeys keys;
    private final Map<String, MerchantKey> merchants = new HashMap<>();

    PlainPersons(Connection connection, MigrationKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    MerchantKey merchant(String merchantId) throws SQLException {
        var known = merchants.get(merchantId);
        if (known == null) {
            known = keys.of(connection, merchantId);
            merchants.put(merchantId, known);
        }
        return known;
    }

    PersonKeys of(Collection<CustomerKey> customers) throws SQLException {
        add(customers);
        var found = new HashMap<CustomerKey, SealingKey>();
        try (var find = connection.prepareStatement(FIND)) {
            for (var customer : customers) {
                bind(find, customer);
                var wrapped = wrapped(find);
                if (wrapped.length > 0) {
                    var merchant = merchant(customer.merchantId());
                    found.put(customer, merchant.unwrap(wrapped, PersonRows.context(customer)));
                }
            }
        }
        return new PersonKeys(found);
    }

    private void add(Collection<CustomerKey> customers) throws SQLException {
        try (var add = connection.prepareStatement(ADD)) {
            for (var customer : customers) {
                var merchant = merchant(customer.merchantId());
                bind(add, customer);
                add.setBytes(4, merchant.wrap(SealingKey.fresh(), PersonRows.context(customer)));
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, CustomerKey customer)
            throws SQLException {
        statement.setString(1, customer.merchantId());
        statement.setString(2, customer.connectionId());
        statement.setString(3, customer.customerId());
    }

    /** None of one who is erased. */
    private static byte[] wrapped(PreparedStatement find) throws SQLException {
        try (var rows = find.executeQuery()) {
            var wrapped = rows.next() ? rows.getBytes(1) : null;
            return wrapped == null ? new byte[0] : wrapped;
        }
    }
}

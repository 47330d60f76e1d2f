package io.emdia.merchants;

import java.time.Instant;

/**
 * A connection as it stands in the table.
 *
 * @param revision grows with every change; of two notes about a connection the greater one holds
 */
record StoredConnection(Connection connection, long revision, Instant createdAt) {}

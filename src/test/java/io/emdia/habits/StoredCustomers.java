package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.ledger.StoredLedger;

/** The lists of customers on a database of a test. */
final class StoredCustomers {

    static final int NAMED_MAX = 10_000;

    private StoredCustomers() {}

    static Customers on(Database database, int namedMax) {
        var persons = StoredLedger.persons(database);
        var settings = new CustomerListSettings(namedMax);
        return new Customers(database, persons, new CustomersByName(persons, settings));
    }
}

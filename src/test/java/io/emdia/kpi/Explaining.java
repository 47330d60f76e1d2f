package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.ledger.StoredLedger;

import java.time.Instant;

/** Explanations on a database of a test, without the rest of the product. */
final class Explaining {

    private Explaining() {}

    static Explanations on(Database database, KpiDocuments documents, ExplainSettings settings) {
        return new Explanations(
                database,
                documents,
                StoredLedger.progress(database),
                new Past(StoredLedger.recollections(), settings),
                StoredLedger.persons(database));
    }

    static Restating restating(
            Database database, KpiDocuments documents, ExplainSettings settings, Instant now) {
        return new Restating(
                database,
                documents,
                StoredLedger.progress(database),
                new Past(StoredLedger.recollections(), settings),
                () -> now);
    }
}

package io.emdia.kpi;

import io.emdia.database.Database;
import io.emdia.ledger.StoredLedger;

/** Explanations on a database of a test, without the rest of the product. */
final class Explaining {

    private Explaining() {}

    static Explanations on(Database database, KpiDocuments documents, ExplainSettings settings) {
        return new Explanations(
                database,
                documents,
                StoredLedger.progress(database),
                new Past(StoredLedger.recollections(), settings));
    }
}

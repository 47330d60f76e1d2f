package io.emdia.habits;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.kpi.RandomCharges;
import io.emdia.ledger.Charge;
import io.emdia.ledger.ChargeKey;
import io.emdia.ledger.StoredCharges;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random charges of one connection, stored, and a hand that changes what is stored. */
final class SomeCharges {

    /** A day on which much has happened and much is still to come. */
    static final LocalDate AMID = LocalDate.of(2025, 12, 31);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CHARGES = 90;

    /** As if nothing had ever been paid. */
    private static final String TAMPER =
            """
            update charge
            set settled_days = array_fill(null::date, array[cardinality(turns)]),
                owed_amounts = array_fill(amount, array[cardinality(turns)]),
                open_amounts = array_fill(amount, array[cardinality(turns)])
            where merchant_id = $1\
            """;

    private SomeCharges() {}

    static List<Charge> stored(Database database, String merchant, Random random) {
        var charges = new ArrayList<Charge>();
        for (int at = 0; at < CHARGES; at++) {
            var key = new ChargeKey(merchant, "c", "charge-" + at);
            charges.add(new RandomCharges(random).charge(key));
        }
        StoredCharges.write(database, charges).block(PATIENCE);
        return charges;
    }

    static void tamper(Database database, String merchant) {
        database.write(Scope.of(merchant), unit -> Query.on(unit, TAMPER).with(merchant).run())
                .block(PATIENCE);
    }
}

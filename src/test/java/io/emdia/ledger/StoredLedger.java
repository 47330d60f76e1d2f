package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Scope;
import io.emdia.keys.TestKeys;
import io.emdia.merchants.Merchant.MrrStart;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Locale;

/** The ledger on a database of a test, without the rest of the product. */
public final class StoredLedger {

    private static final String MERCHANT =
            """
            insert into merchant (merchant_id, name, time_zone, calendar, mrr_starts,
                doubtful_after_days, created_as, created_at)
            values ($1, $1, $2, 'BR', $4, $3, '', now())\
            """;

    private StoredLedger() {}

    public static Ledger on(Database database, Projection... projections) {
        return new PostgresLedger(
                database, Calendars.builtIn(), List.of(projections), persons(database));
    }

    public static Persons persons(Database database) {
        return new Persons(TestKeys.in(database));
    }

    public static Progress progress(Database database) {
        return new PostgresProgress(database);
    }

    public static Recollections recollections() {
        return new Recollections(Calendars.builtIn());
    }

    public static Mono<Void> place(Database database, String merchant, int doubtfulAfterDays) {
        return place(database, merchant, doubtfulAfterDays, MrrStart.STARTED);
    }

    public static Mono<Void> place(
            Database database, String merchant, int doubtfulAfterDays, MrrStart mrrStarts) {
        return database.write(
                Scope.of(merchant),
                unit ->
                        Query.on(unit, MERCHANT)
                                .with(merchant)
                                .with(MemoryLedger.ZONE.getId())
                                .with(doubtfulAfterDays)
                                .with(mrrStarts.name().toLowerCase(Locale.ROOT))
                                .run());
    }

    /** Brings every merchant to its present rules. */
    public static Mono<Void> refold(Database database, Projection... projections) {
        return new RefoldRunner(
                        database, Calendars.builtIn(), List.of(projections), persons(database))
                .round();
    }
}

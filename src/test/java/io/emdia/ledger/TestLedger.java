package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Database;
import io.emdia.database.Query;

import reactor.core.publisher.Mono;

import java.util.List;

/** The real ledger on a real database, with projections of a test's choice. */
public final class TestLedger {

    private final Database database;
    private final List<Projection> projections;

    private TestLedger(Database database, List<Projection> projections) {
        this.database = database;
        this.projections = projections;
    }

    public static TestLedger on(Database database, Projection... projections) {
        return new TestLedger(database, List.of(projections));
    }

    public Ledger ledger() {
        return new PostgresLedger(database, Calendars.builtIn(), projections);
    }

    /** Brings every merchant to its present rules. */
    public Mono<Void> refold() {
        return new RefoldRunner(database, Calendars.builtIn(), projections).round();
    }

    /** In São Paulo, with the calendar of Brazil's banks. */
    public Mono<Void> merchant(String id, String mrrStarts) {
        return database.write(
                unit ->
                        Query.on(
                                        unit,
                                        """
                                        insert into merchant (merchant_id, name, time_zone,
                                            calendar, mrr_starts, doubtful_after_days, created_as,
                                            created_at)
                                        values ($1, $1, 'America/Sao_Paulo', 'BR', $2, 3, '',
                                            now())\
                                        """)
                                .with(id)
                                .with(mrrStarts)
                                .run());
    }
}

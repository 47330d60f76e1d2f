package io.emdia.ledger;

import io.emdia.database.Database;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scope;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;

/** Doubts as the charges' rows tell them. */
@Component
final class StoredDoubts implements Doubts {

    private static final String SQL =
            """
            select charge_id, effective_due_on from charge
            where merchant_id = $1 and connection_id = $2
              and effective_due_on between $4 and $5 and silent
              and coalesce(open_amounts[width_bucket($3::date, turns)], 0) > 0
              and ($6::date is null or effective_due_on < $6
                   or (effective_due_on = $6 and charge_id > $7))
            order by effective_due_on desc, charge_id limit $8\
            """;

    private final Database database;

    StoredDoubts(Database database) {
        this.database = database;
    }

    @Override
    public Mono<List<Doubt>> of(Question question, @Nullable Doubt after, int limit) {
        return database.read(
                Scope.of(question.merchantId()),
                connection ->
                        after(asked(Query.on(connection, SQL), question), after)
                                .with(limit)
                                .rows(StoredDoubts::doubt));
    }

    private static Query asked(Query query, Question question) {
        return query.with(question.merchantId())
                .with(question.connectionId())
                .with(question.asOf())
                .with(question.dueFrom())
                .with(question.dueTo());
    }

    private static Query after(Query query, @Nullable Doubt after) {
        return query.with(after == null ? null : after.effectiveDueOn(), LocalDate.class)
                .with(after == null ? "" : after.chargeId());
    }

    private static Doubt doubt(Readable row) {
        return new Doubt(Row.text(row, "charge_id"), Row.day(row, "effective_due_on"));
    }
}

package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.ledger.ChargeFolds.Folded;
import io.emdia.ledger.Refolds.Mistake;
import io.emdia.ledger.Refolds.Place;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of charges, with every column that lists and figures are read from, beside their fold. */
record ChargeProof(Connection snapshot, RuleRows.Present present) {

    static final String KIND = "charge";

    private record Column(
            String name, String sql, Function<ChargeRows.Written, @Nullable String> expected) {}

    private static final List<Column> COLUMNS =
            List.of(
                    text("customer_id", Charge::customerId),
                    text("subscription_id", Charge::subscriptionId),
                    text("currency", Charge::currency),
                    text("method", charge -> charge.method().code()),
                    text("amount", Charge::amount),
                    text("issued_on", Charge::issuedOn),
                    text("due_on", Charge::dueOn),
                    text("effective_due_on", Charge::effectiveDueOn),
                    text("canceled_on", Charge::canceledOn),
                    text("silent", Charge::silent),
                    steps("turns", ChargeSteps::turns),
                    steps("statuses", ChargeSteps::statuses),
                    steps("open_amounts", ChargeSteps::open),
                    steps("paid_amounts", ChargeSteps::paid),
                    steps("refunded_amounts", ChargeSteps::refunded));

    private static final String READ =
            """
            select merchant_id, connection_id, charge_id, array[%s] as columns
            from charge
            join unnest($1::text[], $2::text[], $3::text[]) as k(m, c, i)
                 on (merchant_id, connection_id, charge_id) = (m, c, i)\
            """
                    .formatted(COLUMNS.stream().map(Column::sql).collect(Collectors.joining(", ")));

    /** What was found of some charges. */
    record Found(List<Mistake> mistakes, List<Projection.ChargeChange> changes) {}

    Mono<Found> of(String merchantId, List<ChargeKey> keys) {
        if (keys.isEmpty()) {
            return Mono.just(new Found(List.of(), List.of()));
        }
        var rules = Map.of(merchantId, present.rules());
        return ChargeSets.read(snapshot, keys)
                .zipWhen(_ -> columns(keys), (sets, columns) -> found(sets, rules, keys, columns));
    }

    private Found found(
            ChargeSets sets,
            Map<String, Rules> rules,
            List<ChargeKey> keys,
            Map<ChargeKey, @Nullable String[]> columns) {
        var mistakes = new ArrayList<Mistake>();
        var changes = new ArrayList<Projection.ChargeChange>();
        var asked = new HashSet<>(keys);
        for (var fold : ChargeFolds.fold(sets, rules)) {
            var stored = Objects.requireNonNull(sets.stored().get(fold.key()));
            if (asked.contains(fold.key()) && isJudged(stored)) {
                mistakes.addAll(mistakes(fold, stored, columns.get(fold.key())));
                changes.addAll(change(fold));
            }
        }
        return new Found(mistakes, changes);
    }

    /** What is still to be folded under the present rules is right under others. */
    private boolean isJudged(ChargeRows.Stored stored) {
        var rules = stored.rules();
        return present.isSettled() || rules == null || rules.equals(present.rules().name());
    }

    private static List<Projection.ChargeChange> change(Folded fold) {
        return fold.isChanged()
                ? List.of(new Projection.ChargeChange(fold.key(), fold.before(), fold.after()))
                : List.of();
    }

    private static List<Mistake> mistakes(
            Folded fold, ChargeRows.Stored stored, @Nullable String @Nullable [] columns) {
        var key = fold.key();
        var compared = new Compared(new Place(KIND, key.connectionId(), key.chargeId()));
        compared.column("rules", stored.rules(), fold.rules());
        compared.state(fold.before(), fold.after());
        if (columns != null) {
            var expected = new ChargeRows.Written(key, fold.rules(), fold.after());
            for (int at = 0; at < COLUMNS.size(); at++) {
                var column = COLUMNS.get(at);
                compared.column(column.name(), columns[at], column.expected().apply(expected));
            }
        }
        return compared.mistakes();
    }

    private Mono<Map<ChargeKey, @Nullable String[]>> columns(List<ChargeKey> keys) {
        return Query.on(snapshot, READ)
                .with(Columns.text(keys, ChargeKey::merchantId))
                .with(Columns.text(keys, ChargeKey::connectionId))
                .with(Columns.text(keys, ChargeKey::chargeId))
                .rows(row -> Map.entry(ChargeRows.key(row), columns(row)))
                .map(
                        rows -> {
                            var columns = new HashMap<ChargeKey, @Nullable String[]>();
                            rows.forEach(row -> columns.put(row.getKey(), row.getValue()));
                            return columns;
                        });
    }

    private static @Nullable String[] columns(Readable row) {
        return Objects.requireNonNull(row.get("columns", String[].class));
    }

    private static Column text(String name, Function<Charge, @Nullable Object> value) {
        return new Column(name, name + "::text", row -> row.of(value));
    }

    private static Column steps(String name, Function<ChargeSteps, List<?>> value) {
        return new Column(name, name + "::text", row -> steps(row, value));
    }

    private static @Nullable String steps(
            ChargeRows.Written row, Function<ChargeSteps, List<?>> value) {
        var steps = row.steps();
        return steps == null ? null : Columns.literal(value.apply(steps));
    }
}

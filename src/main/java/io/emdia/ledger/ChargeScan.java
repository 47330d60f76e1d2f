package io.emdia.ledger;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.database.Scan;
import io.r2dbc.spi.Connection;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads many charges as last folded, a page at a time.
 *
 * @param method narrows to charges whose own method it is; null for all
 * @param anyOf at least one of these must hold
 */
public record ChargeScan(
        String merchantId, String currency, @Nullable String method, List<Condition> anyOf) {

    private static final String CHARGES =
            """
            select state::text as state from charge
             where merchant_id = $1 and effective_due_on is not null and currency = $2
               and ($3::text is null or method = $3) and (%s)\
            """;

    /** The number of the first parameter that is a condition's. */
    private static final int DAYS_FROM = 4;

    public ChargeScan {
        if (anyOf.isEmpty()) {
            throw new IllegalArgumentException("a scan needs at least one condition");
        }
    }

    /** What a charge must meet; both days of a range are in it. */
    public static final class Condition {

        private final String sql;
        private final List<LocalDate> days;

        private Condition(String sql, LocalDate... days) {
            this.sql = sql;
            this.days = List.of(days);
        }

        /** By the effective due day. */
        public static Condition due(LocalDate from, LocalDate to) {
            return new Condition("effective_due_on between $%d and $%d", from, to);
        }

        public static Condition issued(LocalDate from, LocalDate to) {
            return new Condition("issued_on between $%d and $%d", from, to);
        }

        /** At the end of a day. */
        public static Condition open(LocalDate on) {
            return new Condition("open_amounts[width_bucket($%d::date, turns)] > 0", on);
        }

        /** A payment, a reversal, a refund, a dispute or what else changes an amount. */
        public static Condition turned(LocalDate from, LocalDate to) {
            return new Condition(
                    "width_bucket($%d::date, turns) < width_bucket($%d::date, turns)",
                    from.minusDays(1), to);
        }

        /** With a failed attempt. */
        public static Condition tried(LocalDate from, LocalDate to) {
            return new Condition(
                    """
                    exists (select 1 from jsonb_array_elements(state -> 'attempts') as attempt
                             where (attempt ->> 'failed_on')::date between $%d and $%d)\
                    """,
                    from, to);
        }
    }

    /** Hands over each charge, in no order. */
    public Mono<Void> each(Connection unit, Consumer<Charge> each) {
        return Scan.each(
                unit,
                sql(),
                this::bind,
                row -> FactCodec.readState(Row.text(row, "state"), Charge.class),
                each);
    }

    private String sql() {
        var conditions = new ArrayList<String>();
        var parameter = DAYS_FROM;
        for (var condition : anyOf) {
            var numbers = new Object[condition.days.size()];
            for (int at = 0; at < numbers.length; at++) {
                numbers[at] = parameter++;
            }
            conditions.add(condition.sql.formatted(numbers));
        }
        return CHARGES.formatted(String.join(" or ", conditions));
    }

    private void bind(Query query) {
        query.with(merchantId).with(currency).with(method, String.class);
        anyOf.forEach(condition -> condition.days.forEach(query::with));
    }
}

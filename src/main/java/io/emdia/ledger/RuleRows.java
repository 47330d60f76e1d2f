package io.emdia.ledger;

import io.emdia.calendar.Calendars;
import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.merchants.Merchant.MrrStart;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import reactor.core.publisher.Mono;

import java.time.ZoneId;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Loads what merchants' facts are folded under, share-locked: a change of one of them waits for the
 * transaction, so nothing is folded under rules that are gone.
 */
final class RuleRows {

    private static final String LOAD =
            """
            select merchant_id, time_zone, calendar, mrr_starts from merchant
            where merchant_id = any($1) order by merchant_id for share\
            """;

    private static final String LOOK =
            """
            select merchant_id, time_zone, calendar, mrr_starts, folded_rules from merchant
            where merchant_id = $1\
            """;

    private final Calendars calendars;

    RuleRows(Calendars calendars) {
        this.calendars = calendars;
    }

    private record Named(String merchantId, Rules rules) {}

    /** By merchant id; an unknown merchant is an {@link IllegalArgumentException}. */
    Mono<Map<String, Rules>> load(Connection transaction, Collection<String> merchants) {
        var ids = new TreeSet<>(merchants);
        return Query.on(transaction, LOAD)
                .with(Columns.text(ids, Function.identity()))
                .rows(this::named)
                .map(
                        rows ->
                                rows.stream()
                                        .collect(Collectors.toMap(Named::merchantId, Named::rules)))
                .doOnNext(rules -> requireAll(ids, rules));
    }

    /**
     * What a merchant's facts are folded under, locking nothing.
     *
     * @param isSettled all that is stored was folded under them; else it is being folded again
     */
    record Present(Rules rules, boolean isSettled) {}

    /** As a snapshot sees it; empty for an unknown merchant. */
    Mono<Present> look(Connection snapshot, String merchantId) {
        return Query.on(snapshot, LOOK).with(merchantId).row(this::present);
    }

    private Present present(Readable row) {
        var rules = named(row).rules();
        var folded = Row.maybeText(row, "folded_rules");
        return new Present(
                rules, folded != null && folded.startsWith(rules.subscriptionsName() + "|"));
    }

    private static void requireAll(Collection<String> merchants, Map<String, Rules> rules) {
        for (var merchant : merchants) {
            if (!rules.containsKey(merchant)) {
                throw new IllegalArgumentException("no merchant \"" + merchant + "\" is known");
            }
        }
    }

    private Named named(Readable row) {
        var zone = Row.text(row, "time_zone");
        var calendar = Row.text(row, "calendar");
        var days = calendars.required(calendar);
        return new Named(
                Row.text(row, "merchant_id"),
                new Rules(
                        Rules.name(zone, calendar),
                        ZoneId.of(zone),
                        days,
                        MrrStart.valueOf(Row.text(row, "mrr_starts").toUpperCase(Locale.ROOT))));
    }
}

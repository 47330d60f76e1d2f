package io.emdia.kpi;

import io.emdia.database.Query;
import io.r2dbc.spi.Connection;

import reactor.core.publisher.Mono;

import java.lang.reflect.Array;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A table of cells: the columns of its key and the sums it holds, moved by one statement. */
final class CellTable<K extends Key<K>> {

    static final CellTable<Key.Due> CUBE =
            new CellTable<>(
                    "kpi_cube",
                    List.of(
                            text("merchant_id", Key.Due::merchantId),
                            text("currency", Key.Due::currency),
                            day("due_on", Key.Due::dueOn),
                            text("method", Key.Due::method),
                            day("day", Key.Due::day)),
                    Balances.CUBE_SUMS);

    static final CellTable<Key.Due> SILENT = new CellTable<>("kpi_silent", CUBE.key, Balances.OPEN);

    static final CellTable<Key.Moved> DAYS =
            new CellTable<>(
                    "kpi_day",
                    List.of(
                            text("merchant_id", Key.Moved::merchantId),
                            text("currency", Key.Moved::currency),
                            day("day", Key.Moved::day),
                            text("method", Key.Moved::method)),
                    Balances.DAY_SUMS);

    static final CellTable<Key.Cohort> COHORTS =
            new CellTable<>(
                    "kpi_due",
                    List.of(
                            text("merchant_id", Key.Cohort::merchantId),
                            text("currency", Key.Cohort::currency),
                            day("due_on", Key.Cohort::dueOn),
                            text("method", Key.Cohort::method)),
                    Balances.DUE_COLUMNS);

    static final CellTable<Key.Receipt> RECEIPTS =
            new CellTable<>(
                    "kpi_receipt",
                    List.of(
                            text("merchant_id", Key.Receipt::merchantId),
                            text("currency", Key.Receipt::currency),
                            day("paid_on", Key.Receipt::paidOn),
                            text("method", Key.Receipt::method),
                            text("payment_method", Key.Receipt::paymentMethod),
                            number("lag_days", Key.Receipt::lagDays),
                            day("day", Key.Receipt::day)),
                    List.of("amount", "amount_days_from_issue", "payments"));

    static final CellTable<Key.Issue> ISSUES =
            new CellTable<>(
                    "kpi_issued",
                    List.of(
                            text("merchant_id", Key.Issue::merchantId),
                            text("currency", Key.Issue::currency),
                            day("issued_on", Key.Issue::issuedOn),
                            text("method", Key.Issue::method),
                            day("day", Key.Issue::day)),
                    List.of("amount"));

    static final CellTable<Key.Crowd> CROWDS =
            new CellTable<>(
                    "kpi_customer",
                    List.of(
                            text("merchant_id", Key.Crowd::merchantId),
                            text("currency", Key.Crowd::currency),
                            text("method", Key.Crowd::method),
                            day("day", Key.Crowd::day)),
                    List.of("delinquent", "customers"));

    static final CellTable<Key.Attempt> ATTEMPTS =
            new CellTable<>(
                    "kpi_attempt",
                    List.of(
                            text("merchant_id", Key.Attempt::merchantId),
                            text("currency", Key.Attempt::currency),
                            day("day", Key.Attempt::day),
                            text("method", Key.Attempt::method),
                            text("code", Key.Attempt::code)),
                    List.of("attempts", "first_attempts"));

    static final CellTable<Key.Moved> FLOWS =
            new CellTable<>(
                    "kpi_flow",
                    DAYS.key,
                    List.of("refunded_amount", "disputed_amount", "disputes", "card_payments"));

    static final CellTable<Key.Revenue> REVENUE =
            new CellTable<>(
                    "kpi_revenue",
                    List.of(
                            text("merchant_id", Key.Revenue::merchantId),
                            text("currency", Key.Revenue::currency),
                            day("day", Key.Revenue::day),
                            text("billed_by", key -> key.rhythm().code()),
                            number("interval_count", key -> key.rhythm().count())),
                    Movement.COLUMNS);

    static final CellTable<Key.Standing> STANDINGS =
            new CellTable<>(
                    "kpi_standing",
                    List.of(
                            text("merchant_id", Key.Standing::merchantId),
                            text("currency", Key.Standing::currency),
                            day("day", Key.Standing::day)),
                    Standing.COLUMNS);

    static final CellTable<Key.Used> USED =
            new CellTable<>(
                    "kpi_currency",
                    List.of(
                            text("merchant_id", Key.Used::merchantId),
                            text("currency", Key.Used::currency)),
                    List.of("charges"));

    private final String name;
    private final List<KeyColumn<K>> key;
    private final List<String> sums;
    private final String upsert;

    private CellTable(String name, List<KeyColumn<K>> key, List<String> sums) {
        this.name = name;
        this.key = key;
        this.sums = sums;
        this.upsert = upsert(name, key, sums);
    }

    record KeyColumn<K>(String name, String sqlType, Class<?> type, Function<K, ?> value) {}

    private static <K> KeyColumn<K> text(String name, Function<K, String> value) {
        return new KeyColumn<>(name, "text", String.class, value);
    }

    private static <K> KeyColumn<K> day(String name, Function<K, LocalDate> value) {
        return new KeyColumn<>(name, "date", LocalDate.class, value);
    }

    private static <K> KeyColumn<K> number(String name, Function<K, Integer> value) {
        return new KeyColumn<>(name, "integer", Integer.class, value);
    }

    String name() {
        return name;
    }

    /** The merchant first. */
    List<KeyColumn<K>> key() {
        return key;
    }

    List<String> sums() {
        return sums;
    }

    /** Adds the deltas to the cells, in the order of the keys; nothing to do without any. */
    Mono<Void> move(Connection transaction, SortedMap<K, long[]> deltas) {
        if (deltas.isEmpty()) {
            return Mono.empty();
        }
        return add(
                transaction,
                column -> keys(column, deltas.keySet().stream().map(column.value())),
                List.copyOf(deltas.values()));
    }

    /**
     * Adds to cells whose keys are told column by column, the merchant's left out.
     *
     * @param cells in the order of their keys
     */
    Mono<Void> add(Connection transaction, String merchantId, List<Cell> cells) {
        return add(
                transaction,
                column -> keys(column, cells.stream().map(cell -> value(column, merchantId, cell))),
                cells.stream().map(Cell::sums).toList());
    }

    /**
     * One cell of whichever table.
     *
     * @param key the columns of its key but the merchant
     */
    record Cell(List<Object> key, long[] sums) {}

    List<Object> keyOf(K cell) {
        return key.stream().skip(1).<Object>map(column -> column.value().apply(cell)).toList();
    }

    private Object value(KeyColumn<K> column, String merchantId, Cell cell) {
        var at = key.indexOf(column);
        return at == 0 ? merchantId : cell.key().get(at - 1);
    }

    private Mono<Void> add(
            Connection transaction, Function<KeyColumn<K>, Object> keys, List<long[]> deltas) {
        var query = Query.on(transaction, upsert);
        key.forEach(column -> query.with(keys.apply(column)));
        IntStream.range(0, sums.size()).forEach(at -> query.with(sums(at, deltas)));
        return query.run();
    }

    private static <K> Object keys(KeyColumn<K> column, Stream<?> values) {
        return values.toArray(size -> (Object[]) Array.newInstance(column.type(), size));
    }

    private static Object sums(int at, List<long[]> deltas) {
        return deltas.stream().map(sums -> sums[at]).toArray(Long[]::new);
    }

    private static <K> String upsert(String name, List<KeyColumn<K>> key, List<String> sums) {
        var keys = key.stream().map(KeyColumn::name).collect(Collectors.joining(", "));
        var types =
                Stream.concat(
                                key.stream().map(KeyColumn::sqlType),
                                sums.stream().map(_ -> "bigint"))
                        .toList();
        var arrays = new ArrayList<String>();
        for (int at = 0; at < types.size(); at++) {
            arrays.add("$%d::%s[]".formatted(at + 1, types.get(at)));
        }
        return """
        insert into %s as cell (%s, %s) select * from unnest(%s)
            on conflict (%s) do update set %s
        """
                .formatted(
                        name,
                        keys,
                        String.join(", ", sums),
                        String.join(", ", arrays),
                        keys,
                        sums.stream().map(CellTable::moved).collect(Collectors.joining(", ")));
    }

    private static String moved(String sum) {
        return "%1$s = cell.%1$s + excluded.%1$s".formatted(sum);
    }
}

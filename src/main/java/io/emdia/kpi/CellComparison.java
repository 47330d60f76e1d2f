package io.emdia.kpi;

import io.emdia.database.Query;
import io.emdia.database.Row;
import io.emdia.facts.Ids;
import io.emdia.kpi.CellTable.Cell;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cells as stored beside the same cells as recounted, in key-set pages. */
final class CellComparison<K extends Key<K>> {

    private static final int CELLS_A_PAGE = 2_000;
    private static final Comparator<Object> BY_VALUE = CellComparison::compareValues;
    private static final Comparator<Cell> BY_KEY =
            (one, other) ->
                    IntStream.range(0, one.key().size())
                            .map(at -> BY_VALUE.compare(one.key().get(at), other.key().get(at)))
                            .filter(order -> order != 0)
                            .findFirst()
                            .orElse(0);

    private final CellTable<K> table;
    private final CellDrift drift;
    private final Map<List<Object>, long[]> recounted = new HashMap<>();
    private final List<Cell> missing = new ArrayList<>();

    CellComparison(CellTable<K> table, SortedMap<K, long[]> recounted, CellDrift drift) {
        this.table = table;
        this.drift = drift;
        recounted.forEach((key, sums) -> this.recounted.put(table.keyOf(key), sums));
    }

    /** What is to be added to the stored cells, in the order of their keys. */
    Mono<List<Cell>> missing(Connection snapshot, String merchantId, Pace pace) {
        return page(snapshot, merchantId, null, pace)
                .expand(
                        last ->
                                last.isEmpty()
                                        ? Mono.empty()
                                        : page(snapshot, merchantId, last, pace))
                .then(Mono.fromSupplier(this::all));
    }

    /** The key of the last cell of the page; an empty list at the end. */
    private Mono<List<Object>> page(
            Connection snapshot, String merchantId, @Nullable List<Object> after, Pace pace) {
        return pace.page(
                Mono.defer(() -> query(snapshot, merchantId, after).rows(this::cell))
                        .map(this::compare));
    }

    private Query query(Connection snapshot, String merchantId, @Nullable List<Object> after) {
        var query = Query.on(snapshot, sql(after != null)).with(merchantId);
        if (after != null) {
            after.forEach(query::with);
        }
        return query.with((long) CELLS_A_PAGE);
    }

    private String sql(boolean isLater) {
        var names = table.key().stream().skip(1).map(CellTable.KeyColumn::name).toList();
        var keys = String.join(", ", names);
        var places =
                IntStream.range(0, names.size())
                        .mapToObj(at -> "$" + (at + 2))
                        .collect(Collectors.joining(", "));
        return "select %1$s, %2$s from %3$s where merchant_id = $1%4$s order by %1$s limit $%5$d"
                .formatted(
                        keys,
                        String.join(", ", table.sums()),
                        table.name(),
                        isLater ? " and (%s) > (%s)".formatted(keys, places) : "",
                        isLater ? names.size() + 2 : 2);
    }

    private Cell cell(Readable row) {
        var key =
                table.key().stream()
                        .skip(1)
                        .<Object>map(
                                column ->
                                        Objects.requireNonNull(
                                                row.get(column.name(), column.type())))
                        .toList();
        var sums = table.sums().stream().mapToLong(sum -> Row.number(row, sum)).toArray();
        return new Cell(key, sums);
    }

    private List<Object> compare(List<Cell> page) {
        for (var cell : page) {
            var right = recounted.remove(cell.key());
            compare(cell.key(), cell.sums(), right == null ? new long[cell.sums().length] : right);
        }
        return page.size() < CELLS_A_PAGE ? List.of() : page.getLast().key();
    }

    private List<Cell> all() {
        recounted.entrySet().stream()
                .map(left -> new Cell(left.getKey(), left.getValue()))
                .sorted(BY_KEY)
                .forEach(left -> compare(left.key(), new long[left.sums().length], left.sums()));
        missing.sort(BY_KEY);
        return missing;
    }

    private void compare(List<Object> key, long[] stored, long[] right) {
        var sums = new long[stored.length];
        var differs = false;
        for (int at = 0; at < sums.length; at++) {
            sums[at] = Math.subtractExact(right[at], stored[at]);
            if (sums[at] != 0) {
                tell(key, at, stored[at], right[at]);
                differs = true;
            }
        }
        if (differs) {
            missing.add(new Cell(key, sums));
        }
    }

    private void tell(List<Object> key, int at, long stored, long right) {
        var names = new LinkedHashMap<String, String>();
        for (int column = 0; column < key.size(); column++) {
            names.put(table.key().get(column + 1).name(), String.valueOf(key.get(column)));
        }
        var sum = table.sums().get(at);
        drift.add(
                new CellDrift.Difference(
                        table.name(), names, sum, Long.toString(stored), Long.toString(right)));
        if (isAmount(sum)) {
            drift.add(
                    Objects.requireNonNull(names.get("currency")),
                    Math.subtractExact(right, stored));
        }
    }

    /** Amounts are known by their names; numbers of things are not money. */
    static boolean isAmount(String sum) {
        return sum.equals("amount") || sum.endsWith("_amount") || sum.equals("principal");
    }

    private static int compareValues(Object one, Object other) {
        return switch (one) {
            case String text -> Ids.BY_BYTES.compare(text, (String) other);
            case LocalDate day -> day.compareTo((LocalDate) other);
            case Integer number -> number.compareTo((Integer) other);
            default -> throw new IllegalStateException("a key holds " + one.getClass());
        };
    }
}

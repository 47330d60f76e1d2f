package io.emdia.kpi;

import java.util.List;
import java.util.stream.Stream;

/** Every table of cells that the product moves, with the columns that hold figures. */
public final class CellColumns {

    private CellColumns() {}

    /**
     * @param isText rows of parts instead of sums
     */
    public record CellColumn(String table, List<String> columns, boolean isText) {

        @Override
        public String toString() {
            return table;
        }
    }

    public static Stream<CellColumn> all() {
        var sums = CellFamily.ALL.stream().map(CellFamily::table);
        var made = KeptFamily.ALL.stream().flatMap(kept -> kept.made().stream());
        var kept =
                KeptFamily.ALL.stream()
                        .map(rows -> new CellColumn(rows.table(), List.of(rows.column()), true));
        return Stream.concat(
                Stream.concat(sums, made.map(CellFamily::table))
                        .map(table -> new CellColumn(table.name(), table.sums(), false)),
                kept);
    }
}

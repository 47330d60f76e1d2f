package io.emdia.kpi;

import java.util.List;
import java.util.stream.Stream;

/** Every table that the product moves with the ledger, with the columns that hold figures. */
public final class CellColumns {

    private CellColumns() {}

    /**
     * @param planted what is written into the columns by hand
     * @param where which rows differ by that, besides the merchant's
     */
    public record CellColumn(String table, List<String> columns, String planted, String where) {

        @Override
        public String toString() {
            return table;
        }
    }

    public static Stream<CellColumn> all() {
        return Stream.concat(
                CellFamily.ALL.stream().map(CellFamily::table).map(CellColumns::sums),
                Stream.of(
                        text("kpi_debtor", "edges"),
                        text("kpi_subscriber", "namings"),
                        text("kpi_payer", "steps"),
                        new CellColumn(
                                "kpi_mover", List.of("movement"), "'churn'", "movement = 'new'")));
    }

    private static CellColumn sums(CellTable<?> table) {
        return new CellColumn(table.name(), table.sums(), "%s + 7", "true");
    }

    private static CellColumn text(String table, String column) {
        return new CellColumn(table, List.of(column), "''", column + " <> ''");
    }
}

package io.emdia;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Metrics of which every node exports the same value, because it is not the node's own: figures,
 * the lag of the whole log, sizes of tables. An expression must take their largest.
 */
final class Copies {

    private static final List<String> FIGURES = List.of("KpiMeters", "AuditMeters");

    private static final Set<String> SHARED =
            Set.of(
                    "emdia_log_lag_records",
                    "emdia_log_skipped_records_total",
                    "emdia_quarantine_size",
                    "emdia_quarantine_gateway_size",
                    "emdia_lookups_waiting",
                    "emdia_lookups_oldest_seconds");

    private static final String LARGEST =
            "max(?: by \\([a-z, ]+\\) )?\\((?:(?:abs|deriv|increase)\\()?";

    private Copies() {}

    /** Those that an expression names without taking the largest of all nodes. */
    static Set<String> summedIn(String expression) throws IOException {
        var summed = new TreeSet<String>();
        var copies = names();
        for (var name : ExportedMetrics.namedIn(expression)) {
            if (copies.contains(name) && !isAlwaysTheLargest(expression, name)) {
                summed.add(name);
            }
        }
        return summed;
    }

    private static boolean isAlwaysTheLargest(String expression, String name) {
        var named = Pattern.compile("\\b" + name + "\\b").matcher(expression).results().count();
        var largest = Pattern.compile(LARGEST + name + "\\b").matcher(expression).results().count();
        var listed = expression.startsWith("label_values(") ? named : 0;
        return named == largest + listed;
    }

    private static Set<String> names() throws IOException {
        var names = new TreeSet<>(SHARED);
        for (var meters : FIGURES) {
            names.addAll(ExportedMetrics.of(meters));
        }
        return names;
    }
}

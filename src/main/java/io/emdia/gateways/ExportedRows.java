package io.emdia.gateways;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * The tables that a person can export from one kind of gateway. Pure. Their rows are read by the
 * {@link Gateway} of the same name, as arrivals that are an {@link ExportedRow}.
 */
public interface ExportedRows {

    /** The name of its {@link Gateway}. */
    String gateway();

    /** What its tables are, for a person. */
    String described();

    /**
     * The name of the table with these columns; null when it is none of this gateway's.
     *
     * @param columns as {@link Cells#plain} writes them
     */
    @Nullable String table(Set<String> columns);
}

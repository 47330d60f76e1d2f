package io.emdia.operations;

import io.emdia.deliveries.Delivery;
import io.emdia.merchants.Connection;
import io.emdia.operations.Records.Cut;

/** How the records of one import become deliveries. */
interface ImportFormat {

    /** As an import tells it, as in {@code ndjson}. */
    String name();

    /** The gateway that reads them. */
    String gateway();

    /** Whether the first record only says what the others hold. */
    boolean hasHeader();

    Line read(Cut record, Connection connection);

    /** A record that was looked at. */
    sealed interface Line {

        /** Its gateway reads it. */
        record Accepted(Delivery delivery) implements Line {}

        /**
         * @param line where it begins
         * @param reason for a person; holds no personal data
         */
        record Refused(long line, String reason) implements Line {}
    }
}

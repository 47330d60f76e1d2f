package io.emdia.demo;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that happened to a sale.
 *
 * @param sale as it is since then
 */
record Scene(Turn turn, Sale sale, Instant at) {

    enum Turn {
        ISSUED,
        DECLINED,
        PAID,
        REFUNDED,
        DISPUTED,
        CANCELED
    }

    /** Told again, it is the same. */
    String id() {
        return "%s-%s-%d"
                .formatted(sale.id(), turn.name().toLowerCase(Locale.ROOT), sale.declines());
    }
}

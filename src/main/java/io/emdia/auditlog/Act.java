package io.emdia.auditlog;

import java.util.Locale;

/** What can be done here that somebody may ask about later. */
public enum Act {
    MERCHANT_CREATED,
    MERCHANT_CHANGED,
    CONNECTION_CREATED,
    CONNECTION_CHANGED,
    CONNECTION_SECRETS_REPLACED,
    CONNECTION_DISABLED,
    CONNECTION_TESTED,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
    SESSION_OPENED,
    SESSION_ENDED,
    DELIVERY_REPLAYED,
    DELIVERY_DISCARDED,
    IMPORT_BEGUN,
    IMPORT_CONTINUED,
    RATES_CHANGED,
    RATE_DELETED,
    FIGURES_PROVEN,
    PERSON_ERASED,
    PERSON_EXPORTED,
    MASTER_KEY_ROTATED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

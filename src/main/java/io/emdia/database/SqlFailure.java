package io.emdia.database;

import io.r2dbc.spi.R2dbcException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeoutException;

/** What can be done about a failure of PostgreSQL. */
public enum SqlFailure {
    /** A race was lost: the same unit of work succeeds when tried again at once. */
    RACE,
    /** The database is away, restarting, full or overloaded: wait, then try again. */
    AWAY,
    /** It refuses the content; trying again changes nothing. */
    REFUSED;

    public static SqlFailure of(Throwable failure) {
        return switch (failure) {
            case R2dbcException sql -> of(sql);
            case TimeoutException _, java.io.IOException _ -> AWAY;
            default -> failure.getCause() == null ? REFUSED : of(failure.getCause());
        };
    }

    private static SqlFailure of(R2dbcException failure) {
        var state = failure.getSqlState();
        if (state == null || state.length() != 5) {
            return AWAY;
        }
        return of(state);
    }

    private static SqlFailure of(String state) {
        return switch (state.substring(0, 2)) {
            case "40" -> RACE;
            case "08", "53", "57", "58", "XX" -> AWAY;
            case "55" -> RACE;
            case "25" -> AWAY;
            case "28", "3D" -> AWAY;
            default -> REFUSED;
        };
    }

    /** The failure's SQLSTATE, if it has one. */
    public static @Nullable String state(Throwable failure) {
        return failure instanceof R2dbcException sql ? sql.getSqlState() : null;
    }
}

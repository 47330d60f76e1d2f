package io.emdia.auditlog;

import reactor.util.context.Context;
import reactor.util.context.ContextView;

import java.util.Locale;

/**
 * Who acts. Travels with a request in Reactor's context, so that whatever the request changes knows
 * it; what nobody asked for is the system's own doing.
 *
 * @param id of the token or session, never its secret
 */
public record Actor(Kind kind, String id) {

    public enum Kind {
        ADMINISTRATOR,
        TOKEN,
        SESSION,
        SYSTEM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system");

    public Context in(Context context) {
        return context.put(Actor.class, this);
    }

    static Actor of(ContextView context) {
        return context.<Actor>getOrEmpty(Actor.class).orElse(SYSTEM);
    }
}

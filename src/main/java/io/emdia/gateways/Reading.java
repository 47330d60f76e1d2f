package io.emdia.gateways;

import io.emdia.facts.Event;

import java.util.List;

/** What an authentic request says. */
public sealed interface Reading {

    /**
     * One or more events; an event of a type we do not know has no facts.
     *
     * @param lookups what must be asked for besides, to know all that the request stands for
     */
    record Events(List<Event> events, List<Lookup> lookups) implements Reading {

        public Events(List<Event> events) {
            this(events, List.of());
        }
    }

    /**
     * A known kind of request that does not hold what it must.
     *
     * @param reason names the member and what was expected; holds no personal data
     */
    record Unreadable(String reason) implements Reading {}
}

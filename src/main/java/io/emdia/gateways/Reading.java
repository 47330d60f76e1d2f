package io.emdia.gateways;

import io.emdia.facts.Event;

import java.util.List;

/** What an authentic request says. */
public sealed interface Reading {

    /** One or more events; an event of a type we do not know has no facts. */
    record Events(List<Event> events) implements Reading {}

    /**
     * A known kind of request that does not hold what it must.
     *
     * @param reason names the member and what was expected; holds no personal data
     */
    record Unreadable(String reason) implements Reading {}
}

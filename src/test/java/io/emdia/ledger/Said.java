package io.emdia.ledger;

import io.emdia.facts.ChargeFact;

import java.util.stream.IntStream;

/** One fact of a charge, and what says when it was true. */
record Said(long seconds, int nanos, String event, int index, ChargeFact fact) {

    static int order(Said one, Said other) {
        var bySecond = Long.compare(one.seconds(), other.seconds());
        var byNano = Integer.compare(one.nanos(), other.nanos());
        var byEvent = one.event().compareTo(other.event());
        var byIndex = Integer.compare(one.index(), other.index());
        return IntStream.of(bySecond, byNano, byEvent, byIndex)
                .filter(differs -> differs != 0)
                .findFirst()
                .orElse(0);
    }
}

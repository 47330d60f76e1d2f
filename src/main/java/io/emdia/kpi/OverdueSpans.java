package io.emdia.kpi;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** From which days on, and until which, a charge is overdue: told by where each span has an end. */
final class OverdueSpans {

    /** Takes the ends of spans. */
    @FunctionalInterface
    interface Edge {

        /**
         * @param more 1 where the charge becomes overdue, -1 where it is no more
         */
        void at(LocalDate day, int more);
    }

    private final LocalDate overdueFrom;
    private final Edge edge;
    private @Nullable LocalDate openFrom;

    OverdueSpans(LocalDate effectiveDueOn, Edge edge) {
        this.overdueFrom = effectiveDueOn.plusDays(1);
        this.edge = edge;
    }

    /** What is open from a day on; called for every day on which that changes, in order. */
    void open(LocalDate day, long amount) {
        if (amount > 0 && openFrom == null) {
            openFrom = day;
        } else if (amount <= 0 && openFrom != null) {
            overdue(openFrom, day);
            openFrom = null;
        }
    }

    /** What is open now stays open. */
    void end() {
        if (openFrom != null) {
            edge.at(later(openFrom, overdueFrom), 1);
        }
    }

    private void overdue(LocalDate from, LocalDate until) {
        var begins = later(from, overdueFrom);
        if (begins.isBefore(until)) {
            edge.at(begins, 1);
            edge.at(until, -1);
        }
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}

package io.emdia.kpi;

import io.emdia.kpi.CellSums.Attempts;
import io.emdia.kpi.CellSums.Decline;

import java.util.ArrayList;
import java.util.List;

/**
 * Attempts that were answered with one code.
 *
 * @param code empty for the approved ones
 * @param first those that were the first of their charge
 */
record Answers(String code, long attempts, long first) {

    boolean isApproved() {
        return code.equals(ChargeFlows.APPROVED);
    }

    /** Each code once. */
    static Attempts sum(List<Answers> all) {
        long answered = 0;
        long first = 0;
        long firstApproved = 0;
        var declines = new ArrayList<Decline>();
        for (var one : all) {
            answered += one.attempts();
            first += one.first();
            if (one.isApproved()) {
                firstApproved += one.first();
            } else if (one.attempts() != 0) {
                declines.add(new Decline(one.code(), one.attempts()));
            }
        }
        return new Attempts(answered, first, firstApproved, List.copyOf(declines));
    }
}

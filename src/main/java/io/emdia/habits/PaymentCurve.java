package io.emdia.habits;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which part of charges has been paid in full by so many days after their effective due day: the
 * cumulative incidence of Aalen and Johansen (1978). To be canceled or written off ends a charge
 * too; one that is still open is only known to be so up to its last day, and is at risk on it.
 *
 * @param charges observed from day 0 on
 * @param points one for each day after due, up to the last on which a charge was at risk
 */
record PaymentCurve(long charges, List<Point> points) {

    /**
     * What became of charges on a day after due.
     *
     * @param open known to be so on this day, and of no later one
     */
    record Ends(int day, long paid, long left, long open) {}

    /**
     * @param atRisk charges with an end or a last look on this day or later
     * @param left canceled or written off
     */
    record Point(
            int day,
            long atRisk,
            long paid,
            long left,
            BigDecimal sharePaid,
            BigDecimal standardError) {}

    /**
     * @param ends of days after due, in any order; several of one day add up
     */
    static PaymentCurve of(List<Ends> ends) {
        var last = ends.stream().mapToInt(Ends::day).max().orElse(-1);
        var byDay = new long[last + 1][3];
        var charges = 0L;
        for (var end : ends) {
            byDay[end.day()][0] += end.paid();
            byDay[end.day()][1] += end.left();
            byDay[end.day()][2] += end.open();
            charges += end.paid() + end.left() + end.open();
        }
        return new PaymentCurve(charges, points(charges, byDay));
    }

    private static List<Point> points(long charges, long[][] byDay) {
        var incidence = new Incidence();
        var points = new ArrayList<Point>();
        var atRisk = charges;
        for (int day = 0; day < byDay.length; day++) {
            var paid = byDay[day][0];
            var left = byDay[day][1];
            incidence.end(atRisk, paid, left);
            points.add(
                    new Point(
                            day, atRisk, paid, left, incidence.share(), incidence.standardError()));
            atRisk -= paid + left + byDay[day][2];
        }
        return points;
    }
}

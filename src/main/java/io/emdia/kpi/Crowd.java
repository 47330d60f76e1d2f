package io.emdia.kpi;

/**
 * How many of one customer's charges make it count at the end of a day, and how many make it
 * delinquent.
 */
record Crowd(long counted, long overdue) {

    static final Crowd NOBODY = new Crowd(0, 0);

    /** Of the charges that a scope is about, at its day. */
    static Crowd at(Scope scope, DebtorEdges edges) {
        var method = scope.method();
        var byDay = method == null ? edges.together() : edges.byMethod().get(method.code());
        var crowd = NOBODY;
        if (byDay != null) {
            for (var moved : byDay.headMap(scope.asOf().toEpochDay() + 1).values()) {
                crowd = crowd.plus(new Crowd(moved[0], moved[1]));
            }
        }
        return crowd;
    }

    Crowd plus(Crowd more) {
        return new Crowd(counted + more.counted, overdue + more.overdue);
    }

    Crowd negated() {
        return new Crowd(-counted, -overdue);
    }

    /** The customer once, however many charges there are. */
    CellSums sums(Scope scope) {
        var method = scope.method();
        var key =
                new Key.Crowd(
                        "", scope.currency(), method == null ? "" : method.code(), scope.asOf());
        var cells = new Cells();
        cells.crowds().add(key, 1, Long.signum(overdue), Long.signum(counted));
        return CellSums.of(cells, scope);
    }
}

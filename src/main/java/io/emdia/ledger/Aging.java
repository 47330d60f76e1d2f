package io.emdia.ledger;

import java.util.Arrays;
import java.util.List;

/** The buckets of days overdue, disjoint, in order. */
public enum Aging {
    NOT_DUE("not_due", Integer.MIN_VALUE),
    UP_TO_30("1-30", 1),
    UP_TO_60("31-60", 31),
    UP_TO_90("61-90", 61),
    UP_TO_180("91-180", 91),
    UP_TO_365("181-365", 181),
    OVER_365(">365", 366);

    /** All but the first: whoever is in one of them has been overdue for so many days at least. */
    public static final List<Aging> OVERDUE = Arrays.stream(values()).skip(1).toList();

    private final String label;
    private final int daysMin;

    Aging(String label, int daysMin) {
        this.label = label;
        this.daysMin = daysMin;
    }

    /** As in a document. */
    public String label() {
        return label;
    }

    /** The least days overdue it holds. */
    public int daysMin() {
        return daysMin;
    }
}

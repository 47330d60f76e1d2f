package io.emdia.kpi;

import io.emdia.kpi.CellSums.Received;

import java.util.List;

/** Cash received in the window, in as few parts as a metric can do with. */
interface Receipts extends Course {

    /** Of the next point; whatever the methods of payment. */
    List<Received> next();
}

package io.emdia.kpi;

/**
 * Cells as they were known at a moment.
 *
 * @param isWhole they are all there were; else what is to be added to those that are stored now
 */
record Recalled(boolean isWhole, Cells cells) {}

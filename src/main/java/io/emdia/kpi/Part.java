package io.emdia.kpi;

import java.math.BigDecimal;

/**
 * Cells of one currency that are all worth the same.
 *
 * @param factor minor units of the currency of the sums for one minor unit
 */
record Part(String currency, BigDecimal factor) {}

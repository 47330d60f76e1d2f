/**
 * How and when customers pay: the habits of each, the calendar of lateness, roll rates, the days
 * that payments take and the curve of who has paid by when. Read from the ledger's charges as of
 * any day and from the cells of receipts; keeps nothing of its own.
 */
@NullMarked
package io.emdia.habits;

import org.jspecify.annotations.NullMarked;

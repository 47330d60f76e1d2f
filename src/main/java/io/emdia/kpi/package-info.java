/** Figures: cells that move with the ledger, and documents computed from them by pure code. */
@NullMarked
package io.emdia.kpi;

import org.jspecify.annotations.NullMarked;

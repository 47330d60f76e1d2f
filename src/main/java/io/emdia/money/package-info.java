/** Exact amounts, currencies and ratios. Pure: no framework, no clock. */
@NullMarked
package io.emdia.money;

import org.jspecify.annotations.NullMarked;

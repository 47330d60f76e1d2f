/** What other currencies are worth, day by day, as a merchant supplies it. */
@NullMarked
package io.emdia.rates;

import org.jspecify.annotations.NullMarked;

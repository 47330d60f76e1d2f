/**
 * Figures of the running product, each beside its limit measured in the same run: what the same
 * machine does at that moment with nothing of the product in the way.
 */
@NullMarked
package io.emdia.bench;

import org.jspecify.annotations.NullMarked;

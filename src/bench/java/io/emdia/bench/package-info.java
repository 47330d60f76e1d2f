/** Benchmarks of the product: nothing here is part of it. */
@NullMarked
package io.emdia.bench;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.emdia.rates;

import org.jspecify.annotations.NullMarked;

/**
 * Iugu: a value in {@code Authorization}, form bodies that say little, an API that says the rest.
 */
@NullMarked
package io.emdia.gateways.iugu;

import org.jspecify.annotations.NullMarked;

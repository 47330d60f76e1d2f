/** Vindi: a secret in the URL, whole bills and subscriptions with decimal texts. */
@NullMarked
package io.emdia.gateways.vindi;

import org.jspecify.annotations.NullMarked;

/** Adyen: notification items, each signed by itself. */
@NullMarked
package io.emdia.gateways.adyen;

import org.jspecify.annotations.NullMarked;

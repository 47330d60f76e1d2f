/** Pagar.me, core API v5: whole charges and subscriptions, counted by the charge. */
@NullMarked
package io.emdia.gateways.pagarme;

import org.jspecify.annotations.NullMarked;

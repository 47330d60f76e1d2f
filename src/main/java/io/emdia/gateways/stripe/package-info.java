/** Stripe: signed events, invoices before and after the 2025-03-31 shape. */
@NullMarked
package io.emdia.gateways.stripe;

import org.jspecify.annotations.NullMarked;

/** Any system that signs Standard Webhooks and speaks the product's own event types. */
@NullMarked
package io.emdia.gateways.standard;

import org.jspecify.annotations.NullMarked;

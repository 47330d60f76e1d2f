/** Mercado Pago: signed notifications that only name a resource, and the resources of its API. */
@NullMarked
package io.emdia.gateways.mercadopago;

import org.jspecify.annotations.NullMarked;
